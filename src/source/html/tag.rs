//! The elements that matter to a reader of articles.

macro_rules! tags {
    ($($name:ident $text:literal),+ $(,)?) => {
        /// An element's name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Tag {
            /// Not an element.
            None,
            /// An element without a meaning here.
            Other,
            $(
                #[doc = $text]
                $name,
            )+
        }

        /// The names as numbers.
        mod packed {
            $(
                #[allow(non_upper_case_globals)]
                pub(super) const $name: u128 = super::pack($text.as_bytes());
            )+
        }

        impl Tag {
            /// The tag of a packed name.
            fn of_packed(name: u128) -> Self {
                match name {
                    $(packed::$name => Self::$name,)+
                    _ => Self::Other,
                }
            }
        }
    };
}

/// A name of at most [`LONGEST`] letters in any case as a number: comparing
/// numbers is what a compiler does best.
const fn pack(name: &[u8]) -> u128 {
    let mut number = 0;
    let mut at = 0;
    while at < name.len() {
        number = number << 8 | name[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    number
}

tags! {
    A "a", Abbr "abbr", Address "address", Article "article", Aside "aside", Audio "audio",
    B "b", Base "base", Blockquote "blockquote", Body "body", Br "br", Button "button",
    Caption "caption", Center "center", Cite "cite", Code "code", Dd "dd", Del "del",
    Details "details", Div "div", Dl "dl", Dt "dt", Em "em", Embed "embed", Fieldset "fieldset",
    Figcaption "figcaption", Figure "figure", Font "font", Footer "footer", Form "form",
    H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header",
    Hgroup "hgroup", Hr "hr", Html "html", I "i", Iframe "iframe", Img "img", Input "input",
    Ins "ins", Label "label", Legend "legend", Li "li", Link "link", Main "main", Mark "mark",
    Math "math", Menu "menu", Meta "meta", Nav "nav", Noscript "noscript", Object "object",
    Ol "ol", Option "option", P "p", Picture "picture", Pre "pre", Q "q", S "s",
    Script "script", Section "section", Select "select", Small "small", Source "source",
    Span "span", Strong "strong", Style "style", Sub "sub", Summary "summary", Sup "sup",
    Svg "svg", Path "path", Table "table", Tbody "tbody", Td "td", Template "template",
    Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time", Title "title",
    Tr "tr", Track "track", U "u", Ul "ul", Video "video", Wbr "wbr",
}

/// Bytes of the longest name.
const LONGEST: usize = 10;

impl Tag {
    /// The tag of a name in any case.
    pub fn of(name: &str) -> Self {
        if name.len() > LONGEST {
            return Self::Other;
        }
        Self::of_packed(pack(name.as_bytes()))
    }

    /// Elements without content.
    pub fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Base | Br | Embed | Hr | Img | Input | Link | Meta | Source | Track | Wbr
        )
    }

    /// Elements whose content is not markup.
    pub fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Textarea | Title | Iframe)
    }

    /// Elements that `<x/>` closes at once.
    pub fn is_foreign(self) -> bool {
        use Tag::*;
        matches!(self, Svg | Path | Math | Other)
    }

    /// Elements that end tags from inside do not reach over.
    pub fn is_scope(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Caption | Table | Td | Th | Object | Template | Button | Svg
        )
    }

    /// Parts of a table.
    pub fn is_table_part(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Table
                | Tr
                | Td
                | Th
                | Tbody
                | Thead
                | Tfoot
                | Caption
                | Object
                | Template
                | Button
                | Svg
        )
    }

    /// Elements that start on a line of their own.
    pub fn is_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Caption
                | Center
                | Dd
                | Details
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Html
                | Legend
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | Option
                | P
                | Pre
                | Section
                | Summary
                | Table
                | Tbody
                | Td
                | Tfoot
                | Th
                | Thead
                | Tr
                | Ul
        )
    }

    /// Elements whose end tag does not reach over a block.
    pub fn is_inline(self) -> bool {
        use Tag::*;
        matches!(
            self,
            A | Abbr
                | B
                | Cite
                | Code
                | Del
                | Em
                | Font
                | I
                | Ins
                | Label
                | Mark
                | Q
                | S
                | Small
                | Span
                | Strong
                | Sub
                | Sup
                | Time
                | U
        )
    }

    /// Elements whose start ends an open paragraph.
    pub fn closes_p(self) -> bool {
        use Tag::*;
        self.is_block()
            && !matches!(
                self,
                Body | Html | Td | Th | Tr | Tbody | Thead | Tfoot | Caption | Option | Legend
            )
    }

    /// Elements that may stand in `<head>`.
    pub fn belongs_in_head(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Base | Link
                | Meta
                | Script
                | Style
                | Title
                | Template
                | Noscript
                | Other
                | Img
                | Iframe
        )
    }

    /// Elements of which a page has few and that are looked for by name.
    pub fn is_landmark(self) -> bool {
        use Tag::*;
        matches!(
            self,
            A | Article | Body | H1 | H2 | H3 | Html | Link | Meta | Script | Title
        )
    }

    /// `h1` to `h6`.
    pub fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }
}
