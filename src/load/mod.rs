//! The threads that run the whole chain, with progress and cancellation.
