//! Where and in what form a page states a date: what the weighing of pages
//! goes by.

use crate::timex::written::Order;
use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$text:meta])+ $item:ident $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$text])+ $item),+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$item),+];

            /// Its name in `assets/dates/weights.toml`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$item => $word),+
                }
            }
        }
    };
}

named! {
    /// The form in which a date is stated.
    Form {
        /// A field that says what it means: a feed's, a record's.
        #[default]
        Field "field",
        /// JSON-LD of the article itself: `datePublished`.
        LinkedArticle "linked-article",
        /// JSON-LD of one of several articles, or of another one.
        LinkedOther "linked-other",
        /// JSON-LD of the page.
        LinkedPage "linked-page",
        /// JSON-LD of something else.
        LinkedThing "linked-thing",
        /// JSON-LD: `dateCreated`, `uploadDate`.
        LinkedCreated "linked-created",
        /// A `<meta>` that names a publication.
        MetaPublished "meta-published",
        /// A `<meta>` that names just a date.
        MetaVague "meta-vague",
        /// A publication key in scripts that name but one day.
        ScriptSole "script-sole",
        /// A publication key in scripts that name two or three days.
        ScriptFew "script-few",
        /// A publication key in scripts that name more days.
        ScriptMany "script-many",
        /// `<time>` marked as the publication.
        TimePublished "time-published",
        /// `<time>`.
        Time "time",
        /// The words of a `<time>` that state another day than it does.
        TimeShown "time-shown",
        /// An attribute of an element.
        Attribute "attribute",
        /// Text behind a word like "published".
        Labelled "labelled",
        /// Text whose class or id names a publication.
        ClassPublished "class-published",
        /// Text, mostly a date, whose class or id names a date.
        ClassDate "class-date",
        /// A longer text whose class or id names a date.
        ClassLong "class-long",
        /// Text that is a date and little more.
        Whole "whole",
        /// A short text with a date.
        Short "short",
        /// Prose with a date.
        Prose "prose",
        /// A line of copyright.
        Copyright "copyright",
        /// The page's own address.
        Address "address",
        /// The page's address as links to share it repeat it.
        Shared "shared-address",
        /// The address of the page's picture.
        Image "image",
        /// The summary of the page.
        Description "description",
        /// The title of the page.
        Title "title",
        /// The id or class of the page's body.
        Identifier "identifier",
        /// The name of the file.
        FileName "file-name",
        /// The dateline of the text.
        Dateline "dateline",
        /// A stamp in the text.
        Stamp "stamp",
        /// What may be a stamp in the text.
        FaintStamp "faint-stamp",
        /// A day that the text names.
        Named "named",
    }
}

named! {
    /// The place of a visible date on a page.
    Place {
        /// Not a visible place.
        #[default]
        Nowhere "nowhere",
        /// Close behind the headline.
        Head "head",
        /// Between the headline and the first long paragraph.
        Lead "lead",
        /// Close before the headline.
        Over "over",
        /// Further before it.
        Above "above",
        /// In or behind the body.
        Body "body",
        /// Before the first long paragraph of a page without a headline.
        Open "open",
        /// Elsewhere on a page without a headline.
        Unknown "unknown",
        /// Close behind the headline, but by its names in a sidebar, among
        /// comments or other stories.
        Aside "aside",
        /// In a sidebar, among comments or other stories, in the foot.
        Elsewhere "elsewhere",
    }
}

/// What is known of a stated date besides its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Setting {
    /// Its form.
    pub form: Form,
    /// Its place.
    pub place: Place,
    /// Visible dates: how many other days of publication were shown before
    /// it in places that are the article's own; 0 for the first.
    pub rank: u8,
    /// As `rank`, in all places.
    pub order: u8,
    /// Visible dates: how many days elements of the same class show, itself
    /// counted: 1 for a stamp that is alone of its kind.
    pub alike: u8,
    /// How many of them were shown before it.
    pub later: u8,
    /// Stands in a link.
    pub linked: bool,
    /// Stated with the time of the day.
    pub clock: bool,
    /// Whether the other dates of its file put the day or the month first.
    pub numbers: Option<Order>,
}
