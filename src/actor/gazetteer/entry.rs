//! Things with names, and how phrases refer to them.

/// What sort of thing an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sort {
    /// A state, now or once.
    State,
    /// A territory, region or people's land that is no state.
    Territory,
    /// A state of the United States.
    UsState,
    /// The capital of a state.
    Capital,
    /// Another city.
    City,
    /// A government, ministry, agency, or the house it is called by.
    Government,
    /// Any other organisation.
    #[default]
    Organisation,
    /// An armed group.
    Armed,
    /// A newspaper, agency or broadcaster.
    Media,
    /// A person known from the news.
    Person,
    /// A member of the US Congress.
    Official,
    /// A company.
    Company,
}

impl Sort {
    const ALL: [Self; 12] = [
        Self::State,
        Self::Territory,
        Self::UsState,
        Self::Capital,
        Self::City,
        Self::Government,
        Self::Organisation,
        Self::Armed,
        Self::Media,
        Self::Person,
        Self::Official,
        Self::Company,
    ];

    /// The sort with this number in the file.
    pub(super) fn from_number(number: u32) -> Self {
        Self::ALL.get(number as usize).copied().unwrap_or_default()
    }
}

/// A thing with a name of its own.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    /// Canonical name.
    pub name: &'static str,
    /// What sort of thing.
    pub sort: Sort,
    /// Code of the state it belongs to, or is; may be empty.
    pub state: &'static str,
    /// How well known, for ties: population of a city, 1 for the rest.
    pub weight: u32,
}

/// How a phrase refers to an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Its name or another name of it.
    #[default]
    Name,
    /// "Russian"
    Adjective,
    /// "Russians"
    Demonym,
    /// "Moscow" for the government of Russia: the entry is the capital, a
    /// place too.
    Capital,
}

impl Role {
    /// The role with this number in the file.
    pub(super) fn from_number(number: u32) -> Self {
        match number {
            1 => Self::Adjective,
            2 => Self::Demonym,
            3 => Self::Capital,
            _ => Self::Name,
        }
    }
}

/// One meaning of a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sense {
    /// Index of the entry.
    pub entry: u32,
    /// How it is meant.
    pub role: Role,
}

/// The key of a phrase one token longer.
pub(super) fn step(key: u64, token: u64) -> u64 {
    (key.rotate_left(23) ^ token).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
