//! Parallel work whose results come out in the order the work went in.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{bounded, unbounded};

/// How far the fastest worker may run ahead of the slowest, per thread.
const AHEAD: usize = 64;

/// Runs `work` over `items` on `threads` workers and hands the results to
/// `take` in the order of `items`, on the calling thread. Memory is bounded:
/// at most 64 items a thread are under way. An error of `take` stops
/// everything and is returned.
///
/// # Errors
/// The first error of `take`.
pub fn in_order<I, T, R, E>(
    threads: usize,
    items: I,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    I: Iterator<Item = T> + Send,
    T: Send,
    R: Send,
{
    let window = threads * AHEAD;
    let (tickets, ticket) = bounded(window);
    for _ in 0..window {
        // Room for every ticket was just made.
        let _ = tickets.send(());
    }
    let (done, results) = unbounded();
    let source = Mutex::new(items.enumerate());
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (done, ticket) = (done.clone(), ticket.clone());
            let (work, source, stop) = (&work, &source, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) && ticket.recv().is_ok() {
                    let next = source.lock().map_or(None, |mut items| items.next());
                    let Some((number, item)) = next else { break };
                    if done.send((number, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        let mut outcome = Ok(());
        'all: for (number, result) in results {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                let _ = tickets.try_send(());
                if let Err(error) = take(result) {
                    outcome = Err(error);
                    break 'all;
                }
            }
        }
        stop.store(true, Ordering::Relaxed);
        drop(tickets);
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let mut seen = Vec::new();
        let slow_first = |n: u64| {
            std::thread::sleep(std::time::Duration::from_micros(if n.is_multiple_of(7) {
                300
            } else {
                0
            }));
            n * 2
        };
        in_order(4, 0..1000u64, slow_first, |n| {
            seen.push(n);
            Ok::<(), ()>(())
        })
        .expect("taking does not fail");
        assert_eq!(seen, (0..1000).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn an_error_stops_early() {
        let mut taken = 0;
        let result = in_order(
            2,
            0..,
            |n: u64| n,
            |n| {
                taken += 1;
                if n == 10 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(result, Err("enough"));
        assert_eq!(taken, 11);
    }
}
