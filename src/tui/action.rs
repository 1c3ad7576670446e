//! Everything a user can do, by name.
//!
//! Keys, mouse, palette and tests all come down to an [`Action`]; the name is
//! what keymap files and the palette use.

macro_rules! actions {
    ($($variant:ident $name:literal $group:ident $description:literal;)*) => {
        /// One thing a user can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $description] $variant,)*
        }

        impl Action {
            /// All, in the order of the help.
            pub const ALL: &'static [Action] = &[$(Action::$variant,)*];

            /// Its name in keymap files and the palette.
            pub fn name(self) -> &'static str {
                match self { $(Action::$variant => $name,)* }
            }

            /// What it does, in a few words.
            pub fn description(self) -> &'static str {
                match self { $(Action::$variant => $description,)* }
            }

            /// Where the help lists it.
            pub fn group(self) -> Group {
                match self { $(Action::$variant => Group::$group,)* }
            }
        }
    };
}

/// The headings of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Along the timeline.
    Moving,
    /// In the article.
    Article,
    /// What is shown.
    Filters,
    /// Reasons, corrections, comparing.
    Trust,
    /// Bookmarks, notes, exports.
    Keep,
    /// Panes and the program.
    Program,
}

impl Group {
    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Moving => "Moving in time",
            Self::Article => "Reading",
            Self::Filters => "Filtering",
            Self::Trust => "Trusting and comparing",
            Self::Keep => "Keeping and passing on",
            Self::Program => "Panes and program",
        }
    }
}

actions! {
    Down "down" Moving "next event, or one line down";
    Up "up" Moving "previous event, or one line up";
    PageDown "page-down" Moving "a page down";
    PageUp "page-up" Moving "a page up";
    HalfDown "half-page-down" Moving "half a page down";
    HalfUp "half-page-up" Moving "half a page up";
    First "first" Moving "to the first event, or the top";
    Last "last" Moving "to the last event, or the end";
    NextDay "next-day" Moving "to the next day with events";
    PrevDay "prev-day" Moving "to the day before with events";
    NextWeek "next-week" Moving "to the next week with events";
    PrevWeek "prev-week" Moving "to the week before with events";
    NextMonth "next-month" Moving "to the next month with events";
    PrevMonth "prev-month" Moving "to the month before with events";
    NextYear "next-year" Moving "to the next year with events";
    PrevYear "prev-year" Moving "to the year before with events";
    NextGap "next-gap" Moving "past the next silence of two weeks or more";
    PrevGap "prev-gap" Moving "before the last silence of two weeks or more";
    NextSameActor "next-same-actor" Moving "to the next event with the same first actor";
    PrevSameActor "prev-same-actor" Moving "to the event before with the same first actor";
    NextSameSource "next-same-source" Moving "to the next event of the same source";
    PrevSameSource "prev-same-source" Moving "to the event before of the same source";
    GoTo "go-to" Moving "go to a date typed freely (14 July 2016, oct 2015, a week later)";
    Back "back" Moving "back to the place before the last jump";
    Forward "forward" Moving "forward again";
    Open "open" Article "read the article; on a date in it: go to that day";
    NextDate "next-date" Article "to the next date in the article";
    PrevDate "prev-date" Article "to the date before in the article";
    ShowEvent "show-event" Article "back to the event's own sentence";
    ShowFurniture "show-furniture" Article "show or hide what is not the article's own text";
    Edit "edit" Article "open the source in your editor, at this sentence";
    Browse "browse" Article "open the article's address in your browser";
    PickActor "actors" Filters "choose actors by typing";
    Search "search" Filters "search the words of sentences";
    Bodies "bodies" Filters "search the whole text of all articles";
    NextHit "next-hit" Filters "to the next hit in the articles";
    PrevHit "prev-hit" Filters "to the hit before in the articles";
    Query "query" Filters "edit the whole filter as one line";
    PickSource "sources" Filters "choose sources";
    PickGranularity "granularity" Filters "choose how finely dates were written";
    DateRange "dates" Filters "limit to a range of dates";
    ActorMode "actor-mode" Filters "several actors: any of them, or all of them";
    SpeakersOnly "speakers" Filters "chosen actors count only as speakers";
    PlannedOnly "planned" Filters "only what was planned or expected";
    SureOnly "sure" Filters "only dates at least 80% sure";
    RemoveFilter "remove-filter" Filters "take the last filter off";
    ClearFilters "clear-filters" Filters "take all filters off";
    UndoFilter "undo-filter" Filters "undo the last change of filters";
    Views "views" Filters "saved views: show one, or save what is shown under a name";
    Why "why" Trust "why this date: expression, rule, anchor, evidence";
    Correct "correct" Trust "correct: the date of the article or event, no event, names";
    TakeBack "take-back" Trust "take the last correction back";
    Corrections "corrections" Trust "list the corrections; Enter takes one back";
    Notices "notices" Trust "what could not be read, dated or resolved";
    Compare "compare" Trust "compare: on one event, then on another";
    CompareDay "compare-day" Trust "compare with the same day in another source";
    Mark "mark" Keep "bookmark this event, or take the mark off";
    Note "note" Keep "write a note on this event";
    Tags "tags" Keep "file this event under tags";
    Kept "kept" Keep "list bookmarks, notes and tags; Enter goes there";
    Letter "letter" Keep "give this event a letter, to come back to";
    ToLetter "to-letter" Keep "to the event with a letter; again: back to where you were";
    NextMark "next-mark" Keep "to the next bookmark";
    PrevMark "prev-mark" Keep "to the bookmark before";
    Copy "copy" Keep "copy the event as a citation";
    Cite "cite" Keep "add the citation to a file";
    Export "export" Keep "export what is shown: html, md, csv, jsonl, ics, json";
    ExportKept "export-kept" Keep "export what is bookmarked, noted or tagged";
    FocusNext "focus-next" Program "to the next pane";
    FocusPrev "focus-prev" Program "to the pane before";
    ToggleFilters "toggle-filters" Program "show or hide the filter pane";
    Zen "zen" Program "the article alone, on the whole screen";
    WiderList "wider-list" Program "give the timeline more room";
    NarrowerList "narrower-list" Program "give the timeline less room";
    Column "column" Program "beside each event: actors, source or nothing";
    ZoomIn "zoom-in" Program "stretch the strip around the current day";
    ZoomOut "zoom-out" Program "widen the strip";
    PanLeft "pan-left" Program "move the stretched strip to earlier days";
    PanRight "pan-right" Program "move the stretched strip to later days";
    Pin "pin" Program "give the actor a lane of its own, or take it off";
    ZoomReset "zoom-reset" Program "the strip over everything";
    NextTheme "next-theme" Program "the next colour theme";
    ToggleMouse "toggle-mouse" Program "mouse on or off (off lets the terminal select text)";
    Help "help" Program "all keys, searchable";
    Palette "palette" Program "every action by name";
    Redraw "redraw" Program "draw the screen anew";
    Suspend "suspend" Program "suspend (fg comes back)";
    Cancel "cancel" Program "close, or back to the timeline";
    Quit "quit" Program "quit";
}

impl Action {
    /// Reads [`Action::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|action| action.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_read_back() {
        let names: HashSet<_> = Action::ALL.iter().map(|a| a.name()).collect();
        assert_eq!(names.len(), Action::ALL.len());
        for action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(*action));
        }
        assert_eq!(Action::from_name("fly"), None);
    }
}
