//! The words that made-up news is made of. What is met often stands first in
//! its list; compounds give the long tail that real news has.

pub const GIVEN: &[&str] = &[
    "Anna", "Boris", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hassan", "Irina", "James",
    "Karim", "Lena", "Marco", "Nadia", "Omar", "Paula", "Rashid", "Sofia", "Tomas", "Vera", "Wei",
    "Yusuf",
];

pub const FAMILY: &[&str] = &[
    "Alder",
    "Brandt",
    "Castell",
    "Doran",
    "Ekström",
    "Farrow",
    "Galanis",
    "Hoxha",
    "Ivanov",
    "Jansen",
    "Keller",
    "Lindqvist",
    "Moreau",
    "Novak",
    "Okafor",
    "Petrov",
    "Quist",
    "Rahman",
    "Sandoval",
    "Tanaka",
    "Ueda",
    "Varga",
    "Weiss",
    "Yilmaz",
    "Zeman",
];

/// What makes one family name many.
pub const FAMILY_ENDS: &[&str] = &["", "son", "ov", "berg", "ez", "idis", "oğlu"];

pub const CITIES: &[&str] = &[
    "Geneva",
    "Moscow",
    "Washington",
    "Beirut",
    "Vienna",
    "Ankara",
    "London",
    "Cairo",
    "Paris",
    "Berlin",
    "Madrid",
    "Rome",
    "Athens",
    "Warsaw",
    "Prague",
    "Oslo",
    "Lisbon",
    "Dublin",
    "Tokyo",
    "Jakarta",
    "Nairobi",
    "Lagos",
    "Lima",
    "Quito",
    "Havana",
    "Manila",
    "Tunis",
    "Baku",
    "Tbilisi",
    "Yerevan",
];

pub const PAPERS: &[&str] = &[
    "Courier",
    "Herald",
    "Gazette",
    "Observer",
    "Chronicle",
    "Tribune",
    "Mirror",
    "Bulletin",
];

pub const OFFICES: &[&str] = &[
    "Foreign Minister",
    "President",
    "spokesman",
    "Senator",
    "General",
    "envoy",
    "governor",
    "judge",
    "mayor",
    "ambassador",
];

pub const BODIES: &[&str] = &[
    "the United Nations",
    "the European Union",
    "the ministry",
    "the council",
    "the Kremlin",
    "the government",
    "the opposition",
];

/// "the Geneva Harbour Authority" is made of a city and two of these.
pub const FIELDS: &[&str] = &[
    "Harbour", "Trade", "Water", "Housing", "Energy", "Rail", "Health", "Grain", "Mining",
    "Fishery", "Customs", "Forestry",
];
pub const ORGANISATIONS: &[&str] = &[
    "Authority",
    "Union",
    "Agency",
    "Institute",
    "Company",
    "Federation",
    "Bank",
    "Foundation",
];

pub const NOUNS: &[&str] = &[
    "road", "price", "border", "village", "bridge", "school", "court", "market", "hospital",
    "river", "valley", "worker", "farm", "water", "power", "train", "harbour", "report", "budget",
    "street", "house", "church", "tax", "wage", "grain", "fuel", "ship", "soldier", "witness",
    "camp", "fence", "tunnel", "factory", "office", "teacher", "doctor", "pipeline", "field",
    "forest", "coast", "island", "mountain", "station", "airport", "archive", "letter", "map",
    "contract", "loan", "debt", "bank", "coin", "mine", "well", "dam", "canal", "roof", "wall",
    "gate", "tower", "garden", "kitchen", "engine", "wheel", "cable", "signal", "mast", "boat",
    "net", "crop", "seed", "orchard", "herd", "wool", "leather", "cotton", "timber", "stone",
    "brick", "glass", "steel", "copper", "salt", "oil", "coal", "lamp", "book", "paper", "poster",
    "flag", "song", "stage", "theatre", "museum", "library", "statue", "square", "quay", "ferry",
    "convoy", "depot", "store", "shelf", "basket", "table", "bench", "lantern", "barrel", "rope",
];

pub const QUALITIES: &[&str] = &[
    "old", "small", "heavy", "narrow", "public", "private", "poor", "empty", "foreign", "local",
    "northern", "southern", "long", "short", "cheap", "costly", "quiet", "crowded", "broken",
    "wooden", "wet", "dry", "steep", "flat", "rural", "distant", "famous", "common", "rare",
    "steady", "sudden", "rough", "smooth", "bitter", "modest", "strict", "idle", "loyal", "stray",
    "hollow",
];

pub const BEFORE_QUALITIES: &[&str] = &["", "un", "half-", "over", "well-", "ill-", "all-", "semi"];

pub const DEEDS: &[&str] = &[
    "closed", "lost", "paid", "built", "left", "followed", "blocked", "repaired", "opened",
    "counted", "sold", "refused", "watched", "carried", "crossed", "shared", "feared", "praised",
    "ignored", "measured", "painted", "guarded", "flooded", "emptied", "rented", "borrowed",
    "planted", "gathered", "repeated", "doubted", "admired", "cleaned", "mended", "divided",
    "covered", "buried", "lifted", "hired", "printed", "weighed",
];

pub const SIDES: &[&str] = &[
    "near", "behind", "beside", "under", "above", "around", "along", "across", "without", "inside",
];

pub const SAID: &[&str] = &[
    "said",
    "told reporters",
    "warned",
    "added",
    "insisted",
    "argued",
    "replied",
    "admitted",
];
