//! One story in several languages: an agency's translation names the story that it was made from.

use sha2::{Digest, Sha256};
use wire::{Item, LinkRole};

/// The kind of the shelf on which all translations of one story stand.
pub const SHELF: &str = "translation";

/// The guid of the story that an item was translated from; `None` where the agency names none.
pub fn original(item: &Item) -> Option<&str> {
    let link = item.links.iter().find(|link| link.role == LinkRole::Translation)?;
    link.guid.as_deref().filter(|guid| Some(*guid) != item.guid.as_deref())
}

/// The slug of the shelf for translations of the story with this guid.
pub fn shelf(agency: &str, guid: &str) -> String {
    let hash = Sha256::digest(format!("{agency}\n{guid}"));
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
