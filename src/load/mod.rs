//! The threads that run the whole chain, with progress and cancellation.

mod order;

pub use order::in_order;

/// Cores this process may use, at least 1.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
