//! One line to type on, at the foot of the screen.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;

use super::edit::{Edit, edit, paste};
use super::{Layer, Outcome};
use crate::actor::ActorId;
use crate::query::language::{Context, complete, parse};
use crate::query::{Filter, Pattern, TextFilter};
use crate::timex::Tagger;
use crate::tui::message::Command;
use crate::tui::model::Model;
use crate::tui::update::{choices, filters, moving};

/// What the line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A date to go to.
    GoTo,
    /// Words to look for.
    Search,
    /// Words to look for in whole articles.
    Bodies,
    /// The whole filter.
    Query,
    /// A range of dates.
    Dates,
    /// When the article was published.
    ArticleDate,
    /// When the event happened.
    EventDate,
    /// What an actor is called.
    Name(ActorId),
    /// Whose the alias of an actor is.
    ApartName(ActorId, u16),
    /// The event's tags.
    Tags,
    /// The letter that is to lead to the event.
    Letter,
    /// The letter of the event to go to.
    ToLetter,
    /// The file to export to; only what is kept?
    Export(bool),
    /// The file that the citation is added to.
    Cite,
}

impl Purpose {
    /// What stands before the line.
    pub fn label(self) -> &'static str {
        match self {
            Self::GoTo => "go to",
            Self::Search => "search",
            Self::Bodies => "search articles",
            Self::Query => "filter",
            Self::Dates => "dates",
            Self::ArticleDate => "article published",
            Self::EventDate => "it happened",
            Self::Name(_) => "is called",
            Self::ApartName(..) => "that is",
            Self::Tags => "tags",
            Self::Letter => "letter of this event",
            Self::ToLetter => "to the event with the letter",
            Self::Export(false) => "export to",
            Self::Export(true) => "export what is kept to",
            Self::Cite => "add to",
        }
    }

    /// What stands on the empty line.
    pub fn example(self) -> &'static str {
        match self {
            Self::GoTo => "14 July 2016, oct 2015, a week later",
            Self::Search => "words of the sentence",
            Self::Bodies => "words anywhere in an article, or /a regular expression/",
            Self::Query => "actor:putin from:2015-09 -source:tass \"safe zones\"",
            Self::Dates => "sept 2015 to dec 2015, 2016, or nothing for all",
            Self::ArticleDate => "14 October 2015, the day after",
            Self::EventDate => "14 October 2015, oct 2015, 2015-10-14/2015-10-16",
            Self::Name(_) => "another name, or that of the actor it is one with",
            Self::ApartName(..) => "the name of whoever is meant",
            Self::Tags => "words with blanks between; nothing takes them off",
            Self::Letter => "any letter or digit",
            Self::ToLetter => "its letter, or once more the key that asked: back",
            Self::Export(_) => "october.html, or .md .csv .jsonl .ics .json",
            Self::Cite => "a file; nothing means citations.txt",
        }
    }

    /// Whether one character is all there is to type.
    fn is_letter(self) -> bool {
        matches!(self, Self::Letter | Self::ToLetter)
    }

    /// Whether what is typed becomes a filter.
    fn filters(self) -> bool {
        matches!(self, Self::Search | Self::Query | Self::Dates)
    }
}

/// The line and its state.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What is typed.
    pub input: Input,
    /// Why that can't be used, after trying.
    pub error: Option<String>,
    /// The filter to return to.
    before: Filter,
}

impl Prompt {
    /// An empty line; the whole filter's begins with the filter in force.
    pub fn open(model: &mut Model, purpose: Purpose) {
        let text = match purpose {
            Purpose::Query => filters::line(model),
            _ => String::new(),
        };
        // A blank to go on typing after what stands there.
        let text = if text.is_empty() { text } else { text + " " };
        Self::open_with(model, purpose, text);
    }

    /// A line that begins with some text.
    pub fn open_with(model: &mut Model, purpose: Purpose, text: String) {
        let prompt = Self {
            purpose,
            input: Input::new(text),
            error: None,
            before: model.filter.clone(),
        };
        model.layers.push(Layer::Prompt(Box::new(prompt)));
    }

    /// Takes a key.
    pub fn key(
        mut self,
        model: &mut Model,
        event: KeyEvent,
        commands: &mut Vec<Command>,
    ) -> Outcome {
        match event.code {
            KeyCode::Esc => {
                filters::preview(model, self.before, commands);
                return Outcome::Consumed;
            }
            KeyCode::Enter => {
                self.finish(model, commands);
                return Outcome::Consumed;
            }
            KeyCode::Tab if self.purpose == Purpose::Query => {
                self.complete(model);
                self.typed(model, commands);
            }
            KeyCode::Backspace if self.input.value().is_empty() => {
                filters::preview(model, self.before, commands);
                return Outcome::Consumed;
            }
            KeyCode::Char('c' | 'z' | 'l') if event.modifiers.contains(KeyModifiers::CONTROL) => {
                model.layers.push(Layer::Prompt(Box::new(self)));
                return Outcome::Ignored;
            }
            _ => {
                if edit(&mut self.input, event) == Edit::Changed {
                    if self.purpose.is_letter() {
                        self.finish(model, commands);
                        return Outcome::Consumed;
                    }
                    self.typed(model, commands);
                }
            }
        }
        model.layers.push(Layer::Prompt(Box::new(self)));
        Outcome::Consumed
    }

    /// Takes pasted text.
    pub fn paste(mut self, model: &mut Model, text: &str, commands: &mut Vec<Command>) {
        paste(&mut self.input, text);
        self.typed(model, commands);
        model.layers.push(Layer::Prompt(Box::new(self)));
    }

    /// Shows at once what the line would give, as far as it is finished.
    fn typed(&mut self, model: &mut Model, commands: &mut Vec<Command>) {
        self.error = None;
        match self.purpose {
            Purpose::Search => {
                if let Ok(filter) = self.filter(model) {
                    filters::preview(model, filter, commands);
                }
            }
            Purpose::Query => match self.finished(model) {
                Ok(filter) => filters::preview(model, filter, commands),
                Err(error) => self.error = Some(error),
            },
            _ => {}
        }
    }

    /// The filter of a query's finished words. The last one may be half
    /// typed: it counts when it is a field with a value that can be read.
    fn finished(&self, model: &Model) -> Result<Filter, String> {
        let typed = self.input.value();
        let (done, last) = last_word(typed);
        let whole = last.contains(':') || last.ends_with(['"', '/']);
        if (whole || last.is_empty())
            && let Ok(filter) = query(typed, model)
        {
            return Ok(filter);
        }
        query(done, model)
    }

    fn finish(mut self, model: &mut Model, commands: &mut Vec<Command>) {
        let tried = match self.purpose {
            Purpose::GoTo => self.go(model),
            purpose if !purpose.filters() => {
                let typed = self.input.value().trim().to_owned();
                choices::typed(model, purpose, &typed, commands)
            }
            _ => self.filter(model).map(|filter| {
                let before = self.before.clone();
                filters::commit(model, before, filter, commands);
            }),
        };
        if let Err(error) = tried {
            if self.purpose.is_letter() {
                self.input.reset();
            }
            self.error = Some(error);
            model.layers.push(Layer::Prompt(Box::new(self)));
        }
    }

    fn go(&self, model: &mut Model) -> Result<(), String> {
        let typed = self.input.value().trim();
        if typed.is_empty() {
            return Ok(());
        }
        let interval = Tagger::english()
            .read_typed(typed, model.day())
            .ok_or("not a date: try 14 July 2016, oct 2015, or a week later")?;
        moving::go_to(model, interval);
        Ok(())
    }

    fn filter(&self, model: &Model) -> Result<Filter, String> {
        let typed = self.input.value().trim();
        let mut filter = self.before.clone();
        match self.purpose {
            Purpose::Search if !typed.is_empty() => filter.texts.push(TextFilter {
                pattern: Pattern::folded(typed),
                in_article: false,
                negated: false,
            }),
            Purpose::Query => {
                filter = query(typed, model)?;
            }
            Purpose::Dates => {
                let (from, to) = range(typed, model)?;
                (filter.from, filter.to) = (from, to);
            }
            _ => {}
        }
        Ok(filter)
    }

    fn complete(&mut self, model: &Model) {
        let typed = self.input.value();
        let cursor: usize = typed
            .chars()
            .take(self.input.cursor())
            .map(char::len_utf8)
            .sum();
        let found = complete(typed, cursor, &context(model), 1);
        if let Some(first) = found.first()
            && let (Some(before), Some(after)) = (
                typed.get(..first.replace.start as usize),
                typed.get(first.replace.end as usize..),
            )
        {
            let cursor = before.chars().count() + first.text.chars().count();
            let text = format!("{before}{}{after}", first.text);
            self.input = Input::new(text).with_cursor(cursor);
        }
    }
}

/// Reads a query, with errors that begin with the word at fault.
fn query(typed: &str, model: &Model) -> Result<Filter, String> {
    parse(typed, &context(model)).map_err(|error| {
        let word = error.span.of(typed);
        format!("{word}: {}", error.message)
    })
}

/// A query without its last word, and that word; what stands in quotation
/// marks is one.
fn last_word(typed: &str) -> (&str, &str) {
    let mut quoted = false;
    let mut start = 0;
    for (at, c) in typed.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => start = at + c.len_utf8(),
            _ => {}
        }
    }
    typed.split_at(start)
}

/// What the words of a query refer to now.
pub fn context(model: &Model) -> Context<'_> {
    Context {
        snapshot: &model.snapshot,
        index: &model.index,
        current: model.day(),
    }
}

type Range = (Option<crate::timex::Day>, Option<crate::timex::Day>);

/// `sept 2015 to dec 2015`, `from sept 2015`, `until 2016`, `2016`.
fn range(typed: &str, model: &Model) -> Result<Range, String> {
    let read = |text: &str| {
        Tagger::english()
            .read_typed(text.trim(), model.day())
            .ok_or_else(|| format!("{:?} is not a date: try sept 2015 to dec 2015", text.trim()))
    };
    let open = |text: &str| matches!(text.trim(), "" | "…" | "...");
    if typed.is_empty() {
        return Ok((None, None));
    }
    for word in ["from ", "since ", "after "] {
        if let Some(rest) = typed.strip_prefix(word)
            && !rest.contains(" to ")
        {
            return Ok((Some(read(rest)?.first), None));
        }
    }
    for word in ["to ", "until ", "till ", "before "] {
        if let Some(rest) = typed.strip_prefix(word) {
            return Ok((None, Some(read(rest)?.last)));
        }
    }
    let typed = typed.strip_prefix("from ").unwrap_or(typed);
    for between in [" to ", " until ", "..", "…", " – ", " - "] {
        if let Some((from, to)) = typed.split_once(between) {
            let from = if open(from) {
                None
            } else {
                Some(read(from)?.first)
            };
            let to = if open(to) { None } else { Some(read(to)?.last) };
            if let (Some(from), Some(to)) = (from, to)
                && from > to
            {
                return Err(format!("{from} is after {to}: nothing lies between"));
            }
            return Ok((from, to));
        }
    }
    let interval = read(typed)?;
    Ok((Some(interval.first), Some(interval.last)))
}
