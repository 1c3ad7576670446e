//! The attributes that matter to a reader of articles.

use std::sync::OnceLock;

macro_rules! keys {
    ($($name:ident $text:literal),+ $(,)?) => {
        /// An attribute's name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Key {
            /// One without a meaning here.
            Other,
            /// No attribute: the name of an element without a tag of its own.
            Element,
            $(
                #[doc = $text]
                $name,
            )+
        }

        const NAMES: &[(&str, Key)] = &[$(($text, Key::$name)),+];
    };
}

keys! {
    Class "class", Content "content", DataComponent "data-component",
    DataCreated "data-created", DataDate "data-date", DataDatetime "data-datetime",
    DataPublishDate "data-publish-date", DataPublished "data-published",
    DataTestid "data-testid", DataTime "data-time", DataTimestamp "data-timestamp",
    DataType "data-type", DataUtime "data-utime", DateTime "date-time", Datetime "datetime",
    Hidden "hidden", Href "href", HttpEquiv "http-equiv", Id "id", Itemprop "itemprop",
    Lang "lang", Name "name", Property "property", Pubdate "pubdate", Rel "rel", Role "role",
    Src "src", Style "style", Title "title", Type "type",
}

/// One more than the bytes of the longest name.
const LENGTHS: usize = 18;

/// The names by their lengths.
pub(crate) struct Keys([Vec<(&'static str, Key)>; LENGTHS]);

impl Keys {
    /// The one table.
    pub fn get() -> &'static Self {
        static KEYS: OnceLock<Keys> = OnceLock::new();
        KEYS.get_or_init(|| {
            let mut lists: [Vec<_>; LENGTHS] = Default::default();
            for (name, key) in NAMES {
                lists[name.len()].push((*name, *key));
            }
            Keys(lists)
        })
    }

    /// The key of a name in any case.
    pub fn of(&self, name: &str) -> Key {
        let list = self.0.get(name.len()).map_or(&[][..], Vec::as_slice);
        let same = |(known, _): &&(&str, Key)| known.eq_ignore_ascii_case(name);
        list.iter().find(same).map_or(Key::Other, |(_, key)| *key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_case() {
        for (name, key) in NAMES {
            assert_eq!(Keys::get().of(&name.to_uppercase()), *key);
        }
        assert_eq!(Keys::get().of("onclick"), Key::Other);
        assert_eq!(Keys::get().of(&"x".repeat(40)), Key::Other);
    }
}
