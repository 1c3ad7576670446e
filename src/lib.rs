//! dateline: a terminal timeline browser for piles of news articles.
