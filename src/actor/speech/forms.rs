//! The forms of verbs.

/// Bits of [`Info::form`](super::words::Info::form).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form;

impl Form {
    /// "say"
    pub(crate) const BASE: u8 = 1;
    /// "says"
    pub(crate) const THIRD: u8 = 2;
    /// "said"
    pub(crate) const PAST: u8 = 4;
    /// "written"
    pub(crate) const PARTICIPLE: u8 = 8;
    /// "saying"
    pub(crate) const ING: u8 = 16;
}

/// The forms of a verb: past, participle and "-ing" as given, else regular.
pub(super) fn inflect(base: &str, given: Vec<&str>) -> Vec<(u8, String)> {
    let consonant_y = base
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    let hissing = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| base.ends_with(end));
    let third = match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if hissing => format!("{base}es"),
        None => format!("{base}s"),
    };
    let past = match consonant_y {
        Some(stem) => format!("{stem}ied"),
        None if base.ends_with('e') => format!("{base}d"),
        None => format!("{base}ed"),
    };
    let ing = match base.strip_suffix('e') {
        Some(stem) if !stem.ends_with('e') => format!("{stem}ing"),
        _ => format!("{base}ing"),
    };
    let given = |at: usize| given.get(at).map(|w| (*w).to_owned());
    let past = given(0).unwrap_or(past);
    let participle = given(1).unwrap_or_else(|| past.clone());
    vec![
        (Form::BASE, base.to_owned()),
        (Form::THIRD, third),
        (Form::PAST, past),
        (Form::PARTICIPLE, participle),
        (Form::ING, given(2).unwrap_or(ing)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_verbs_are_inflected_by_rule() {
        let forms = |base| -> Vec<String> {
            let forms = inflect(base, Vec::new());
            forms.into_iter().map(|(_, word)| word).collect()
        };
        assert_eq!(
            forms("deny"),
            ["deny", "denies", "denied", "denied", "denying"]
        );
        assert_eq!(forms("urge"), ["urge", "urges", "urged", "urged", "urging"]);
        assert_eq!(forms("stress")[1], "stresses");
        assert_eq!(forms("convey")[2], "conveyed");
    }
}
