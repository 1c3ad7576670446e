//! Pages by their sites, so that no site is both fitted and measured on.

/// The part of the cross-validation that a page is measured in.
pub fn fold(url: &str, folds: u64) -> u64 {
    hash(site(url)) % folds
}

/// The last two names of a host.
fn site(url: &str) -> &str {
    let host = url.split("://").nth(1).unwrap_or(url);
    let host = host.split(['/', ':', '?']).next().unwrap_or(host);
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at + 1);
    dots.nth(1).map_or(host, |at| &host[at..])
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
    })
}
