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
        let state = who
            .actors
            .iter()
            .position(|actor| actor.known && seats(g, words).any(|state| state == actor.name));
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

/// The states whose capital goes by these words, none when an organisation
/// does.
fn seats<'g>(g: &'g Gazetteer, words: &str) -> impl Iterator<Item = &'g str> {
    let body = g.phrases.senses_of(words).any(|sense| {
        let sort = g.entry(sense.entry).sort;
        sense.role == Role::Name && matches!(sort, Sort::Government | Sort::Organisation)
    });
    let states = g.phrases.senses_of(words);
    let states = states.filter(move |sense| !body && sense.role == Role::Capital);
    states.map(|sense| g.entry(sense.entry).name)
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
