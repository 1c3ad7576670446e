//! Title, outlet, place, author, address and language of a page.

use std::borrow::Cow;

use super::attr::Key;
use super::dom::Dom;
use super::entities;
use super::jsonld::{self, Item};
use super::tag::Tag;
use crate::source::RawArticle;

/// What a page says of itself to machines, read once.
#[derive(Debug)]
pub(crate) struct About<'a> {
    /// Its `<meta>` values.
    pub metas: Vec<Meta<'a>>,
    /// Its JSON-LD.
    pub linked: Vec<Item>,
}

impl<'a> About<'a> {
    /// Reads it.
    pub fn read(dom: &Dom<'a>) -> Self {
        Self {
            metas: metas(dom),
            linked: jsonld::read(dom),
        }
    }
}

/// A `<meta>` value of a page.
#[derive(Debug)]
pub(crate) struct Meta<'a> {
    /// Its name in lower case.
    pub name: Cow<'a, str>,
    /// As written.
    content: &'a str,
    /// Microdata inside the body, which may belong to any item.
    pub part: bool,
}

/// The `<meta>` values of a page, in order.
fn metas<'a>(dom: &Dom<'a>) -> Vec<Meta<'a>> {
    let mut out = Vec::new();
    for id in dom.all(Tag::Meta) {
        let Some(content) = dom.raw_attr(id, Key::Content) else {
            continue;
        };
        for key in [Key::Property, Key::Name, Key::Itemprop, Key::HttpEquiv] {
            let Some(name) = dom.raw_attr(id, key) else {
                continue;
            };
            out.push(Meta {
                name: lower(name.trim()),
                content,
                part: key == Key::Itemprop && dom.ancestors(id).any(|a| dom.tag(a) == Tag::Body),
            });
        }
    }
    out
}

fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

impl<'a> Meta<'a> {
    /// Its value, entities decoded.
    pub fn content(&self) -> Cow<'a, str> {
        match entities::decode(self.content) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }
}

/// The headline alone.
pub(crate) fn headline(dom: &Dom<'_>) -> Option<String> {
    let mut article = RawArticle::default();
    fill(&mut article, dom, &About::read(dom));
    article.title
}

/// Fills what the page says of itself, dates left out.
pub(crate) fn fill(article: &mut RawArticle, dom: &Dom<'_>, about: &About<'_>) {
    let About { metas, linked } = about;
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            metas
                .iter()
                .filter(|meta| meta.name == *name)
                .map(Meta::content)
                .find(|content| !content.is_empty())
                .map(|content| content.split_whitespace().collect::<Vec<_>>().join(" "))
        })
    };
    let about = linked
        .iter()
        .find(|i| i.is_article() && !i.nested)
        .or_else(|| linked.iter().find(|i| i.is_article()));
    let from = |get: fn(&Item) -> &Option<String>| about.and_then(|i| get(i).clone());

    article.url = canonical(dom)
        .or_else(|| meta(&["og:url", "twitter:url"]))
        .or_else(|| from(|i| &i.url))
        .filter(|u| u.starts_with("http"));
    article.source = meta(&[
        "og:site_name",
        "application-name",
        "dc.publisher",
        "publisher",
    ])
    .filter(|s| !s.starts_with("http"))
    .or_else(|| linked.iter().find_map(|i| i.publisher.clone()))
    .or_else(|| article.url.as_deref().and_then(domain));
    article.title = title(
        dom,
        meta(&["og:title", "twitter:title"]),
        from(|i| &i.headline),
        article.source.as_deref(),
    );
    article.author = from(|i| &i.author)
        .or_else(|| {
            meta(&[
                "author",
                "article:author",
                "parsely-author",
                "dc.creator",
                "byl",
                "sailthru.author",
            ])
        })
        .or_else(|| marked_author(dom))
        .filter(|a| !a.starts_with("http") && a.len() < 200);
    article.place = from(|i| &i.place)
        .or_else(|| meta(&["geo.placename", "dateline", "article:location"]))
        .filter(|p| p.len() < 80);
    article.language = dom
        .all(Tag::Html)
        .take_while(|id| *id < 200)
        .find_map(|id| dom.attr(id, Key::Lang))
        .map(std::borrow::Cow::into_owned)
        .or_else(|| meta(&["og:locale", "content-language", "language", "dc.language"]))
        .or_else(|| from(|i| &i.language))
        .map(|l| l.trim().replace('_', "-"))
        .filter(|l| !l.is_empty() && l.len() <= 12);
}

fn canonical(dom: &Dom<'_>) -> Option<String> {
    dom.all(Tag::Link)
        .find(|id| {
            dom.raw_attr(*id, Key::Rel)
                .is_some_and(|r| r.eq_ignore_ascii_case("canonical"))
        })
        .and_then(|id| dom.attr(id, Key::Href))
        .map(|href| href.trim().to_owned())
}

/// The host of an address without `www.`.
fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// The headline: the best agreement of `<h1>`, Open Graph, JSON-LD and
/// `<title>`, without the outlet's name at its end.
fn title(
    dom: &Dom<'_>,
    open_graph: Option<String>,
    headline: Option<String>,
    source: Option<&str>,
) -> Option<String> {
    let tagged = dom
        .all(Tag::Title)
        .find(|id| dom.tag(dom.parent(*id)) != Tag::Svg)
        .map(|id| dom.line(id))
        .unwrap_or_default();
    let stated = headline.or(open_graph);
    let reference = stated.as_deref().unwrap_or(&tagged).to_lowercase();
    let heading = dom
        .all(Tag::H1)
        .take(20)
        .map(|id| dom.line(id))
        .filter(|line| line.chars().count() > 8)
        .find(|line| {
            let lower = line.to_lowercase();
            reference.contains(&lower) || tagged.to_lowercase().contains(&lower)
        });
    let best = heading.or(stated).unwrap_or(tagged);
    let best = without_outlet(&best, source);
    (!best.is_empty()).then(|| best.to_owned())
}

fn without_outlet<'t>(title: &'t str, source: Option<&str>) -> &'t str {
    let Some(source) = source else {
        return title.trim();
    };
    for separator in [" | ", " - ", " \u{2013} ", " \u{2014} ", " :: ", " \u{b7} "] {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && tail.trim().eq_ignore_ascii_case(source.trim())
            && !head.trim().is_empty()
        {
            return head.trim();
        }
    }
    title.trim()
}

/// `rel=author`, `itemprop=author`.
fn marked_author(dom: &Dom<'_>) -> Option<String> {
    dom.landmarks()
        .find(|id| {
            dom.raw_attr(*id, Key::Rel)
                .is_some_and(|r| r.eq_ignore_ascii_case("author"))
                || dom
                    .raw_attr(*id, Key::Itemprop)
                    .is_some_and(|r| r.eq_ignore_ascii_case("author"))
        })
        .map(|id| dom.line(id))
        .filter(|name| !name.is_empty() && name.len() < 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_outlet() {
        assert_eq!(
            without_outlet("A - B | The Wire", Some("the wire")),
            "A - B"
        );
        assert_eq!(without_outlet("A - B", Some("The Wire")), "A - B");
        assert_eq!(
            domain("https://www.example.org/a"),
            Some("example.org".to_owned())
        );
    }
}
