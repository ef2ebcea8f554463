//! The course of a matter in time: which earlier and later stories tell of the same.
//!
//! Stories are kin by the shelves that they share: an agency's slugline, people whom they quote, topics and places.

use std::collections::HashMap;

use jiff::Timestamp;
use wire::Item;

use crate::{Shelf, StoryId, slug};

/// The kind of the shelf on which all stories of one slugline stand.
pub const SLUGLINE: &str = "slugline";

/// So many before a story and so many after it.
pub const EACH_SIDE: usize = 4;

/// One shared topic makes no kin, and neither does one person, who may be quoted on anything.
const ENOUGH: u32 = 3;

/// A story that shares one shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared<'a> {
    pub story: StoryId,
    pub at: Timestamp,
    /// The shelf's kind.
    pub kind: &'a str,
}

/// The shelf of an item's slugline: the same for all takes and versions, and for all that an agency says after a
/// stroke or in brackets. `None` where it is one word, which says too little: "POLITICS", "URGENT".
pub fn slugline(item: &Item, agency: &str) -> Option<Shelf> {
    let line = item.slugline.as_deref()?;
    let line = line.split(['/', '(']).next().unwrap_or(line);
    // "BC-EU--Harbour Strike, 2nd Ld-Writethru"
    let line = line.split(", ").next().unwrap_or(line).trim();
    let cycle = line.get(..3).filter(|cycle| ["BC-", "AP-", "AM-", "PM-"].contains(cycle));
    let line = cycle.map_or(line, |_| &line[3..]);
    let root = slug::of_name(line);
    root.contains('-').then(|| Shelf {
        kind: SLUGLINE.to_owned(),
        slug: format!("{agency}-{root}"),
        name: line.to_owned(),
        reason: "the agency’s slugline".to_owned(),
    })
}

/// The nearest kin before and after `at`, each in the order of time. `shared` names a story once for every shelf.
pub fn choose(shared: &[Shared<'_>], at: Timestamp) -> (Vec<StoryId>, Vec<StoryId>) {
    let mut weights: HashMap<(Timestamp, StoryId), u32> = HashMap::new();
    for one in shared {
        *weights.entry((one.at, one.story)).or_default() += weight(one.kind);
    }
    let mut kin: Vec<_> =
        weights.into_iter().filter(|(_, sum)| *sum >= ENOUGH).map(|(story, _)| story).collect();
    kin.sort_unstable();
    let after = kin.partition_point(|(other, _)| *other < at);
    let ids = |part: &[(Timestamp, StoryId)]| part.iter().map(|(_, story)| *story).collect();
    (ids(&kin[after.saturating_sub(EACH_SIDE)..after]), ids(&kin[after..kin.len().min(after + EACH_SIDE)]))
}

fn weight(kind: &str) -> u32 {
    match kind {
        SLUGLINE => ENOUGH,
        "person" => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(line: &str) -> Option<String> {
        let item = Item { slugline: Some(line.into()), ..Item::default() };
        slugline(&item, "mna").map(|shelf| shelf.slug)
    }

    #[test]
    fn a_slugline_is_the_same_whatever_its_version() {
        for line in [
            "PORT-STRIKE",
            "Port Strike",
            "PORT-STRIKE/ (UPDATE 2)",
            "PORT-STRIKE/LEADERS",
            "BC-Port Strike, 3rd Ld-Writethru",
        ] {
            assert_eq!(root(line).as_deref(), Some("mna-port-strike"), "{line}");
        }
        for line in ["URGENT", "", "/", "—", "BC-"] {
            assert_eq!(root(line), None, "{line}");
        }
    }

    #[test]
    fn the_nearest_kin_stand_on_each_side_and_a_shared_topic_alone_makes_none() {
        let at = |n: i64| Timestamp::from_second(n).unwrap();
        let one = |n: i64, kind: &'static str| Shared { story: StoryId(n), at: at(n), kind };
        let mut shared: Vec<_> = (1..=12).map(|n| one(n, SLUGLINE)).collect();
        shared.extend([one(13, "topic"), one(14, "person"), one(15, "person"), one(15, "topic")]);
        let ids = |ids: Vec<StoryId>| ids.into_iter().map(|id| id.0).collect::<Vec<_>>();
        let (before, after) = choose(&shared, at(6));
        assert_eq!((ids(before), ids(after)), (vec![2, 3, 4, 5], vec![6, 7, 8, 9]));
        let (before, after) = choose(&shared, at(13));
        assert_eq!((ids(before), ids(after)), (vec![9, 10, 11, 12], vec![15]));
        assert_eq!(choose(&[], at(1)), (vec![], vec![]));
    }
}
