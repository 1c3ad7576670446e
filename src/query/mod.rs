//! The filter (actors, words, dates, sources, …) and its fuzzy matching.
