//! Addresses that no section may have.

/// First parts of addresses that no section may have.
const RESERVED: [&str; 22] = [
    "ad",
    "privacy",
    "agency",
    "topic",
    "author",
    "person",
    "archive",
    "comments",
    "corrections",
    "undated",
    "search",
    "media",
    "static",
    "feed",
    "atom",
    "sitemap",
    "robots",
    "api",
    "health",
    "desk",
    "push",
    "offline",
];

/// May no section have this slug?
pub fn is_reserved(slug: &str) -> bool {
    RESERVED.contains(&slug) || slug.parse::<u32>().is_ok()
}
