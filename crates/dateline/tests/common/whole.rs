//! Is nothing half done? Rows against each other, which `dateline check` does not all compare.

use std::collections::{BTreeMap, BTreeSet};

use newsroom::StoryId;
use store::deliveries::{self, Delivery};
use store::{Store, changes, stories, versions};

/// What senders were told was kept: deliveries by number, and of each its items' guids and versions.
pub type Acknowledged = BTreeMap<i64, Vec<(String, Option<u32>)>>;

/// Reads an acknowledgement, as `ingest --json` prints it and a push is answered; `false` where it is none.
pub fn note(acknowledged: &mut Acknowledged, line: &str) -> bool {
    // The last line of a killed program may be cut off: that one was not acknowledged.
    let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else { return false };
    let Some(delivery) = line["delivery"].as_i64() else { return false };
    let items = line["items"].as_array().into_iter().flatten();
    let items = items
        .map(|item| (item["guid"].as_str().unwrap().to_owned(), item["version"].as_u64().map(|n| n as u32)));
    let known = acknowledged.entry(delivery).or_default();
    known.extend(items);
    true
}

/// Everything that is lost or half done, one sentence each.
pub async fn wrong(store: &Store, acknowledged: &Acknowledged) -> Vec<String> {
    let mut wrong = Vec::new();
    let kept = all_deliveries(store).await;
    let logged: BTreeSet<(Option<StoryId>, Option<u32>)> = changes::after(store.db(), 0, 1_000_000)
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.change.story, row.change.version))
        .collect();

    // Every version stands in the report of the one delivery that brought it, and in the change log.
    let mut reported = BTreeMap::new();
    for delivery in kept.values() {
        if deliveries::raw(store, delivery.id).await.is_err() {
            wrong.push(format!("the bytes of delivery {} are gone", delivery.id));
        }
        for item in delivery.report.iter().flat_map(|report| &report.items) {
            let (Some(story), Some(version)) = (item.story, item.version) else { continue };
            if reported.insert((story, version), delivery.id).is_some() {
                wrong.push(format!("two deliveries brought version {version} of story {}", story.0));
            }
            if !logged.contains(&(Some(story), Some(version))) {
                wrong.push(format!("no change tells of version {version} of story {}", story.0));
            }
        }
    }
    let mut there = BTreeSet::new();
    let brought: BTreeSet<StoryId> = reported.keys().map(|(story, _)| *story).collect();
    for story in &brought {
        let numbers = versions::list(store.db(), *story).await.unwrap().into_iter().map(|v| v.number);
        there.extend(numbers.map(|number| (*story, number)));
    }
    let reported: BTreeSet<(StoryId, u32)> = reported.into_keys().collect();
    for (story, number) in there.symmetric_difference(&reported) {
        wrong.push(format!("version {number} of story {} is kept or reported, and not both", story.0));
    }
    let mut after = StoryId(0);
    loop {
        let live = stories::live(store.db(), after, 500).await.unwrap();
        let Some(last) = live.last() else { break };
        after = last.id;
        let unknown = live.iter().filter(|story| !brought.contains(&story.id));
        wrong.extend(unknown.map(|story| format!("no delivery brought story {}", story.id.0)));
    }

    for (delivery, items) in acknowledged {
        let report =
            kept.get(delivery).filter(|kept| kept.finished_at.is_some()).and_then(|d| d.report.as_ref());
        for (guid, version) in items {
            let is_there = report.is_some_and(|report| {
                report.items.iter().any(|i| i.guid.as_ref() == Some(guid) && i.version == *version)
            });
            if !is_there {
                wrong.push(format!(
                    "{guid}, version {version:?}, of delivery {delivery} was acknowledged and is lost"
                ));
            }
        }
    }
    wrong
}

async fn all_deliveries(store: &Store) -> BTreeMap<i64, Delivery> {
    let mut kept = BTreeMap::new();
    loop {
        let after = kept.last_key_value().map_or(0, |(id, _)| *id);
        let some = deliveries::after(store.db(), None, after, 1000).await.unwrap();
        if some.is_empty() {
            return kept;
        }
        kept.extend(some.into_iter().map(|delivery| (delivery.id, delivery)));
    }
}
