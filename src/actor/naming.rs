//! The user's word on names: renamed, merged, taken apart.

use rustc_hash::{FxHashMap, FxHashSet};

use super::alias::spelling::fold;
use super::{ActorMention, LocalActor, Who};

/// Names that are somebody's, as the user says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// Folded name → the name that counts.
    same: FxHashMap<String, String>,
    /// Folded names that others were merged into.
    targets: FxHashSet<String>,
    /// By folded actor: folded words → whose they are.
    apart: FxHashMap<String, FxHashMap<String, String>>,
}

impl Naming {
    /// From pairs "name is", and triples "actor, words, is".
    pub fn new<'a>(
        same: impl IntoIterator<Item = (&'a str, &'a str)>,
        apart: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Self {
        let mut naming = Self::default();
        for (name, is) in same {
            naming.same.insert(fold(name), is.to_owned());
        }
        // A name that was itself renamed leads on; a ring leads nowhere.
        let names: Vec<String> = naming.same.keys().cloned().collect();
        for name in names {
            let mut last = naming.same[&name].clone();
            for _ in 0..naming.same.len() {
                match naming.same.get(&fold(&last)) {
                    Some(next) if fold(next) != fold(&last) => last = next.clone(),
                    _ => break,
                }
            }
            naming.targets.insert(fold(&last));
            naming.same.insert(name, last);
        }
        for (actor, words, is) in apart {
            let of = naming.apart.entry(fold(actor)).or_default();
            of.insert(fold(words), is.to_owned());
        }
        naming
    }

    /// The name that counts.
    pub(super) fn name<'a>(&'a self, name: &'a str) -> &'a str {
        if self.same.is_empty() {
            return name;
        }
        self.same.get(&fold(name)).map_or(name, String::as_str)
    }

    /// Whether others were merged into this name, or it was given.
    pub(super) fn is_target(&self, name: &str) -> bool {
        !self.targets.is_empty() && self.targets.contains(&fold(name))
    }

    /// Whether some words of this actor are somebody else's, or such words
    /// were given to this name.
    pub fn divides(&self, name: &str) -> bool {
        !self.apart.is_empty()
            && (self.apart.contains_key(&fold(name))
                || self
                    .apart
                    .values()
                    .any(|of| of.values().any(|is| is == name)))
    }

    /// Whether no actor is taken apart.
    pub fn divides_nobody(&self) -> bool {
        self.apart.is_empty()
    }

    /// The actors of a text with those taken apart that the user says are
    /// several.
    pub fn apart(&self, text: &str, mut who: Who) -> Who {
        if self.apart.is_empty() {
            return who;
        }
        let mut fresh: FxHashMap<(u32, String), u32> = FxHashMap::default();
        for actor in 0..who.actors.len() as u32 {
            let Some(of) = self.apart.get(&fold(&who.actors[actor as usize].name)) else {
                continue;
            };
            let mut given = |who: &mut Who, words: &str| -> Option<u32> {
                let words = fold(words);
                let is = of.get(&words)?;
                let next = who.actors.len() as u32;
                let number = *fresh.entry((actor, is.clone())).or_insert(next);
                if number == next {
                    let old = &who.actors[actor as usize];
                    let new = LocalActor {
                        name: is.clone(),
                        known: false,
                        aliases: Vec::new(),
                        ..old.clone()
                    };
                    who.actors.push(new);
                }
                let old = &mut who.actors[actor as usize];
                old.aliases.retain(|alias| fold(alias) != words);
                Some(number)
            };
            for at in 0..who.mentions.len() {
                let mention = who.mentions[at];
                if mention.actor == actor
                    && let Some(number) = given(&mut who, mention.span.of(text))
                {
                    who.mentions[at] = ActorMention {
                        actor: number,
                        ..mention
                    };
                }
            }
            for at in 0..who.attributions.len() {
                let said = &who.attributions[at];
                if said.speaker != Some(actor) {
                    continue;
                }
                let named: Vec<u32> = who
                    .mentions
                    .iter()
                    .filter(|m| said.source.iter().any(|span| span.contains(m.span)))
                    .map(|m| m.actor)
                    .collect();
                if let [first, ..] = named[..]
                    && !named.contains(&actor)
                {
                    who.attributions[at].speaker = Some(first);
                }
            }
        }
        who
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::actor::{Attribution, Kind};

    #[test]
    fn names_lead_on_and_rings_end() {
        let naming = Naming::new([("A", "B"), ("b", "C"), ("X", "Y"), ("Y", "X")], []);
        assert_eq!(naming.name("a"), "C");
        assert_eq!(naming.name("B"), "C");
        assert_eq!(naming.name("Z"), "Z");
        assert!(naming.is_target("c") && !naming.is_target("A"));
        assert!(["X", "Y"].contains(&naming.name("X")));
    }

    #[test]
    fn words_are_given_to_another() {
        let text = "Clinton spoke. Mrs Clinton said no.";
        let mention = |from: usize, to: usize| ActorMention {
            span: Span::new(from, to),
            ..ActorMention::default()
        };
        let who = Who {
            actors: vec![LocalActor {
                name: "Bill Clinton".to_owned(),
                kind: Kind::Person,
                aliases: vec!["Clinton".to_owned(), "Mrs Clinton".to_owned()],
                ..LocalActor::default()
            }],
            mentions: vec![mention(0, 7), mention(15, 26)],
            attributions: vec![Attribution {
                source: vec![Span::new(15, 26)],
                speaker: Some(0),
                ..Attribution::default()
            }],
        };
        let naming = Naming::new([], [("bill clinton", "mrs clinton", "Hillary Clinton")]);
        assert!(naming.divides("Bill Clinton") && naming.divides("Hillary Clinton"));
        let who = naming.apart(text, who);
        assert_eq!(who.actors[1].name, "Hillary Clinton");
        assert_eq!(who.actors[0].aliases, ["Clinton"]);
        assert_eq!(who.mentions[1].actor, 1);
        assert_eq!(who.attributions[0].speaker, Some(1));
    }
}
