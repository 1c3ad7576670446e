//! dateline: a terminal timeline browser for piles of news articles.
//!
//! The pipeline on one page; each arrow is a pure function of its input and
//! of tables compiled from `assets/`:
//!
//! ```text
//! path --source--> RawArticle --article--> Article --timex--> mentions
//!      --dating--> publication date --timex--> resolutions
//!      --actor---> actors, speakers --event--> events
//!      --store---> segments, snapshot --query--> selection --> tui | cli
//! ```
//!
//! [`load`] is the one place that sees the whole chain and owns its threads.

pub mod actor;
pub mod article;
pub mod cli;
pub mod config;
pub mod dating;
pub mod event;
pub mod export;
pub mod file;
pub mod keep;
pub mod load;
pub mod query;
pub mod source;
pub mod store;
pub mod text;
pub mod timex;
pub mod tui;

mod span;
pub use span::Span;
