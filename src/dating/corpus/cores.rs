//! The same work over many articles, on all cores.

use std::num::NonZero;
use std::thread;

/// Fewer items than this are not worth a thread.
const WORTH: usize = 64;

/// Does `work` for each item; the results are in the order of the items,
/// whatever the number of cores. Each core has a `room` of its own to work
/// in.
pub fn on_all<T: Send, S, R: Send>(
    mut items: Vec<T>,
    room: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
) -> Vec<R> {
    let run = |items: Vec<T>| -> Vec<R> {
        let mut room = room();
        items
            .into_iter()
            .map(|item| work(&mut room, item))
            .collect()
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    if cores == 1 || items.len() < WORTH {
        return run(items);
    }
    let share = items.len().div_ceil(cores);
    let mut shares = Vec::with_capacity(cores);
    while items.len() > share {
        shares.push(items.split_off(items.len() - share));
    }
    let run = &run;
    thread::scope(|scope| {
        let others: Vec<_> = shares
            .into_iter()
            .rev()
            .map(|items| scope.spawn(move || run(items)))
            .collect();
        let mut all = run(items);
        for other in others {
            match other.join() {
                Ok(more) => all.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        for count in [0, 1, 63, 64, 65, 1000] {
            let twice = on_all((0..count).collect(), || 2, |by, n| n * *by);
            assert_eq!(twice, (0..count).map(|n| n * 2).collect::<Vec<i32>>());
        }
    }
}
