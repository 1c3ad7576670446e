//! Dates in addresses: the page's own as its links and scripts repeat it, its
//! picture's, and the names of its body.

use std::borrow::Cow;

use super::attr::Key;
use super::dom::Dom;
use super::jsonld::Item;
use super::stated::push;
use super::tag::Tag;
use crate::source::{Form, FoundDate, Origin};
use crate::timex::written::{self, Order};

/// Reads them all.
pub(super) fn dates(dom: &Dom<'_>, linked: &[Item], found: &mut Vec<FoundDate>) {
    for item in linked.iter().filter(|i| i.is_article() && !i.nested) {
        if let Some(url) = &item.url {
            address(Form::Shared, "url", url, found);
        }
    }
    let mut body = false;
    for id in dom.landmarks() {
        match dom.tag(id) {
            Tag::Meta => picture(dom, id, found),
            Tag::Link => {
                let rel = dom.raw_attr(id, Key::Rel).unwrap_or_default();
                let own = ["amphtml", "alternate", "shortlink", "bookmark"];
                if own.iter().any(|r| rel.eq_ignore_ascii_case(r))
                    && let Some(href) = dom.attr(id, Key::Href)
                {
                    address(Form::Shared, rel, &own_part(&href), found);
                }
            }
            Tag::A => {
                if let Some(href) = dom.raw_attr(id, Key::Href)
                    && let Some(url) = shared(href)
                {
                    address(Form::Shared, "share link", &url, found);
                }
            }
            Tag::Script if dom.len() < STUB && !dom.skimmed => redirect(dom.script(id), found),
            Tag::Body | Tag::Article if !body => {
                body |= dom.tag(id) == Tag::Article;
                for (key, shown) in [(Key::Id, "id"), (Key::Class, "class")] {
                    if let Some(name) = dom.raw_attr(id, key) {
                        identifier(shown, name, found);
                    }
                }
            }
            _ => {}
        }
    }
}

/// A page that is nothing but a pointer to another has fewer nodes.
const STUB: u32 = 60;

/// `location.href = "https://…"`: where a page without content leads.
fn redirect(script: &str, found: &mut Vec<FoundDate>) {
    for (at, _) in script.match_indices("location").take(8) {
        let rest = &script[at..];
        let line = &rest[..rest.floor_char_boundary(400)];
        if let Some(start) = line.find("http") {
            let url = line[start..].split(['"', '\'']).next().unwrap_or_default();
            address(Form::Address, "location", url, found);
        }
    }
}

/// A day in an address.
fn address(form: Form, key: &str, url: &str, found: &mut Vec<FoundDate>) {
    if let Some(day) = written::address_day(url) {
        push(found, Origin::Url, form, key, &day.to_string());
    }
}

/// The address that a link to another service carries along, else the link.
fn own_part<'h>(href: &'h str) -> Cow<'h, str> {
    shared(href).map_or(Cow::Borrowed(href), Cow::Owned)
}

/// The page's address in a link that shares it: an address inside the query
/// of another.
fn shared(href: &str) -> Option<String> {
    let (_, query) = href.split_once('?')?;
    let at = memchr::memmem::find(query.as_bytes(), b"=http")?;
    let rest = query.get(at + 1..)?;
    let value = rest.split('&').next()?;
    (value.len() < 600).then(|| unescaped(value))
}

/// `%2F` and the like decoded where they are printable ASCII.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let code = rest
            .get(at + 1..at + 3)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .filter(u8::is_ascii_graphic);
        match code {
            Some(byte) => {
                out.push(char::from(byte));
                rest = &rest[at + 3..];
            }
            None => {
                out.push('%');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The page's picture is often filed under its day.
fn picture(dom: &Dom<'_>, id: u32, found: &mut Vec<FoundDate>) {
    let named = [Key::Property, Key::Name, Key::Itemprop]
        .into_iter()
        .filter_map(|key| dom.raw_attr(id, key))
        .any(|name| {
            matches!(
                name.to_ascii_lowercase().as_str(),
                "og:image" | "twitter:image" | "twitter:image:src" | "image" | "thumbnail"
            )
        });
    if named && let Some(url) = dom.attr(id, Key::Content) {
        address(Form::Image, "og:image", &picture_path(&url), found);
    }
}

/// Names like `20201007120909561.jpg` hold a day and a time of the day.
fn picture_path(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    let mut run = 0;
    for c in url.chars() {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        if run == 9 {
            out.push('-');
        }
        out.push(c);
    }
    out
}

/// `news20190624_k100` on the body or the article.
fn identifier(key: &str, name: &str, found: &mut Vec<FoundDate>) {
    for date in written::find(name, Order::DayFirst) {
        let sane = |d: &crate::timex::Day| (1990..2100).contains(&d.year());
        if let Some(day) = date.resolve().filter(sane) {
            push(found, Origin::Url, Form::Identifier, key, &day.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_addresses() {
        let link = "https://share.example/?t=x&u=https%3A%2F%2Fnews.example%2F2017%2F7%2F12%2Fa";
        assert_eq!(
            shared(link).as_deref(),
            Some("https://news.example/2017/7/12/a")
        );
        assert_eq!(shared("https://news.example/?page=2"), None);
        assert_eq!(unescaped("a%2Fb%C3%A9%"), "a/b%C3%A9%");
        assert_eq!(
            picture_path("/x/20201007120909561.jpg"),
            "/x/20201007-120909561.jpg"
        );
    }
}
