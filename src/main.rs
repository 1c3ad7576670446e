//! The `dateline` program: everything is in the library.

fn main() -> dateline::cli::Exit {
    dateline::cli::main()
}
