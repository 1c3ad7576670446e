//! How words are written.

/// How a token is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// A sign, or anything that is not a word.
    #[default]
    Punct,
    /// `house`
    Lower,
    /// `House`
    Title,
    /// `NATO`, `US`
    Upper,
    /// `McCain`, `iPhone`, `al-` never: a capital elsewhere too
    Mixed,
    /// `A`
    Single,
    /// `U.S.`, `J.`
    Dotted,
    /// `42`, `3rd`
    Number,
    /// `'s` or a bare `'` after a plural
    Possessive,
}

impl Shape {
    /// Whether a name may begin with it.
    pub(crate) fn capital(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Upper | Self::Mixed | Self::Single | Self::Dotted
        )
    }
}

/// Whether a sign is part of the word it stands in: a combining mark or an
/// underscore.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '_')
}

/// Length of a leading "U.S.", "D.C", "J." (a letter or two and full stops).
pub(super) fn dotted(rest: &str) -> Option<usize> {
    let mut end = 0;
    let mut letters = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        if !c.is_alphabetic() {
            break;
        }
        match chars.peek() {
            Some(&(at, '.')) => {
                // "e.g." is dotted too, but a lower-case letter ending a
                // sentence ("plan b.") is no initial.
                if letters == 0 && c.is_lowercase() {
                    return None;
                }
                letters += 1;
                end = at + 1;
                chars.next();
            }
            // "D.C" without its last full stop.
            next if letters > 0 && !next.is_some_and(|(_, n)| n.is_alphanumeric()) => {
                end += c.len_utf8();
                letters += 1;
                break;
            }
            _ => break,
        }
    }
    let follows_word = rest[end..].starts_with(char::is_alphanumeric);
    // "U.S.A" is read above; "J.Smith" is an initial and a name.
    (letters >= 1 && !(follows_word && letters > 1)).then_some(end)
}

/// The shape of a word that is not dotted.
pub(super) fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return Shape::Punct;
    };
    if first.is_numeric() {
        return Shape::Number;
    }
    let (mut upper, mut lower) = (0, 0);
    for c in chars {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    counted(first.is_uppercase(), upper, lower)
}

/// The shape of a word by its first letter and the others.
pub(super) fn counted(capital: bool, upper: usize, lower: usize) -> Shape {
    if !capital {
        return if upper > 0 {
            Shape::Mixed
        } else {
            Shape::Lower
        };
    }
    match (upper, lower) {
        (0, 0) => Shape::Single,
        (0, _) => Shape::Title,
        // "NATOs", "MPs"
        (_, 0 | 1) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn shapes_tell_how_a_word_is_written() {
        let shapes: Vec<Shape> = words("McCain of NATO met MPs on 3rd at J. P's a")
            .iter()
            .map(|t| t.shape)
            .collect();
        use Shape::*;
        assert_eq!(
            shapes,
            [
                Mixed, Lower, Upper, Lower, Upper, Lower, Number, Lower, Dotted, Single,
                Possessive, Lower
            ]
        );
    }
}
