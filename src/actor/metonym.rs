//! Capitals that act for their states: "Moscow regrets", "between Washington
//! and Tehran".

use super::Who;
use super::gazetteer::{Gazetteer, Role, Sort};

/// Gives the acting mentions of a capital to its state where the text names
/// that too. A town that only lies somewhere stays itself, and so does a
/// capital whose state nobody speaks of: Brussels need not be Belgium.
pub(crate) fn resolve(text: &str, g: &Gazetteer, who: &mut Who) {
    let mut moved = false;
    for index in 0..who.mentions.len() {
        let mention = who.mentions[index];
        let town = &who.actors[mention.actor as usize];
        if !mention.acting || !mention.named || !town.known {
            continue;
        }
        let words = mention.span.of(text);
        let Some(state) = seat_of(g, words) else {
            continue;
        };
        let state = who
            .actors
            .iter()
            .position(|actor| actor.known && actor.name == state);
        let Some(state) = state.filter(|&s| s != mention.actor as usize) else {
            continue;
        };
        who.mentions[index].actor = state as u32;
        let actor = &mut who.actors[state];
        actor.acts = true;
        if !actor.aliases.iter().any(|alias| alias == words) {
            actor.aliases.push(words.to_owned());
        }
        moved = true;
    }
    if moved {
        compact(who);
    }
}

/// The one state whose capital goes by these words, when no organisation does.
fn seat_of<'g>(g: &'g Gazetteer, words: &str) -> Option<&'g str> {
    let mut state = None;
    for sense in g.phrases.senses_of(words) {
        let entry = g.entry(sense.entry);
        match (sense.role, entry.sort) {
            (Role::Capital, _) if state.is_none() => state = Some(entry.name),
            (Role::Capital, _) => return None,
            (Role::Name, Sort::Government | Sort::Organisation) => return None,
            _ => {}
        }
    }
    state
}

/// Leaves out actors that nobody mentions any more; a town that is still
/// mentioned acts only where such a mention does.
fn compact(who: &mut Who) {
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
            actor.acts = acting || actor.kind != super::Kind::Place;
        }
        at += 1;
        used.is_some()
    });
    for mention in &mut who.mentions {
        mention.actor = ids[mention.actor as usize];
    }
}
