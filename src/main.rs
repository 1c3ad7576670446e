//! Parses arguments, dispatches, maps errors to exit codes.

fn main() {}
