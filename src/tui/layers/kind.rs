//! The kinds of lists.

use crate::actor::ActorId;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The corpus's actors.
    Actors,
    /// Its outlets.
    Sources,
    /// Granularities.
    Granularities,
    /// Every action with its keys.
    Actions,
    /// The same under headings.
    Help,
    /// What can be corrected here.
    Correct,
    /// The corrections given.
    Corrections,
    /// With whom this actor is one.
    SameAs(ActorId),
    /// Bookmarks, notes and tags.
    Kept,
    /// Saved views.
    Views,
    /// Whether a file is to be replaced.
    Replace,
    /// Which of this actor's names are somebody else's.
    Apart(ActorId),
}

impl Kind {
    /// The title of the list.
    pub fn title(self) -> &'static str {
        match self {
            Self::Actors => "Actors",
            Self::Sources => "Sources",
            Self::Granularities => "Granularity",
            Self::Actions => "Actions",
            Self::Help => "Help",
            Self::Correct => "Correct",
            Self::Corrections => "Corrections",
            Self::SameAs(_) => "Is the same as",
            Self::Kept => "Kept",
            Self::Views => "Views",
            Self::Replace => "The file is there already",
            Self::Apart(_) => "Which name is somebody else's",
        }
    }

    /// Whether its rows become parts of the filter.
    pub fn filters(self) -> bool {
        matches!(self, Self::Actors | Self::Sources | Self::Granularities)
    }

    /// Whether its rows are actors.
    pub(super) fn names(self) -> bool {
        matches!(self, Self::Actors | Self::SameAs(_))
    }

    /// Whether rows can be taken out of it.
    pub fn forgets(self) -> bool {
        matches!(self, Self::Views | Self::Corrections)
    }

    /// What Enter does, for the line of keys.
    pub fn done(self) -> &'static str {
        match self {
            Self::Actors | Self::Sources | Self::Granularities => "filters",
            Self::Actions | Self::Help => "does it",
            Self::Correct | Self::Replace => "chooses",
            Self::Corrections => "takes it back",
            Self::SameAs(_) => "makes the two one",
            Self::Kept => "goes there",
            Self::Views => "shows or saves it",
            Self::Apart(_) => "takes the name away",
        }
    }

    /// What to type, while nothing is typed.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Actors | Self::SameAs(_) => "a name, or some of its letters",
            Self::Help => "a word or a key",
            Self::Views => "a name saves what is shown",
            _ => "words narrow the list",
        }
    }
}
