//! Capitals that act for their states: "Moscow regrets", "between Washington
//! and Tehran".

use rustc_hash::FxHashMap;

use super::gazetteer::{Gazetteer, Role, Sort};
use super::{Kind, Who};

/// Gives the acting mentions of a capital to its state where the text names
/// that too. A town that only lies somewhere stays itself, and so does a
/// capital whose state nobody speaks of: Brussels need not be Belgium.
pub(crate) fn resolve(text: &str, g: &Gazetteer, who: &mut Who) {
    let mut acting = Vec::new();
    for (index, mention) in who.mentions.iter().enumerate() {
        let town = &who.actors[mention.actor as usize];
        if mention.acting && mention.named && town.known && town.kind == Kind::Place {
            acting.extend(seats(g, mention.span.of(text)).map(|state| (index, state)));
        }
    }
    if acting.is_empty() {
        return;
    }
    let known = (0..).zip(&who.actors).filter(|(_, actor)| actor.known);
    let known: FxHashMap<String, u32> = known.map(|(id, actor)| (actor.name.clone(), id)).collect();
    let mut towns = vec![false; who.actors.len()];
    for (index, state) in acting {
        let Some(&state) = known.get(state) else {
            continue;
        };
        let mention = &mut who.mentions[index];
        towns[mention.actor as usize] = true;
        mention.actor = state;
        let words = mention.span.of(text);
        let actor = &mut who.actors[state as usize];
        actor.acts = true;
        if actor.name != words && !actor.aliases.iter().any(|alias| alias == words) {
            actor.aliases.push(words.to_owned());
        }
    }
    compact(who, &towns);
}

/// The states whose capital goes by these words, none when an organisation
/// does.
fn seats<'g>(g: &'g Gazetteer, words: &str) -> impl Iterator<Item = &'g str> {
    let body = g.phrases.senses_of(words).any(|sense| {
        let sort = g.entry(sense.entry).sort;
        sense.role == Role::Name
            && matches!(sort, Sort::Government | Sort::Organisation | Sort::Company)
    });
    let states = g.phrases.senses_of(words);
    let states = states.filter(move |sense| !body && sense.role == Role::Capital);
    states.map(|sense| g.entry(sense.entry).name)
}

/// Leaves out actors that nobody mentions any more; one of the `towns` that is
/// still mentioned acts only where such a mention does.
fn compact(who: &mut Who, towns: &[bool]) {
    let mut acts = vec![None; who.actors.len()];
    for mention in &who.mentions {
        let slot = &mut acts[mention.actor as usize];
        *slot = Some(slot.unwrap_or(false) || mention.acting);
    }
    let mut ids = vec![u32::MAX; who.actors.len()];
    let mut kept = 0;
    let mut at = 0;
    who.actors.retain_mut(|actor| {
        let used = acts[at];
        if let Some(acting) = used {
            ids[at] = kept;
            kept += 1;
            if towns[at] {
                actor.acts = acting || actor.kind != Kind::Place;
            }
        }
        at += 1;
        used.is_some()
    });
    for mention in &mut who.mentions {
        mention.actor = ids[mention.actor as usize];
    }
}
