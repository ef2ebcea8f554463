//! Deliveries, blobs, sources.

use super::{at, now, on_both};
use crate::db::Engine;
use crate::deliveries::{self, DeliveryReport, ItemOutcome};
use crate::mailboxes::{self, MailboxState};
use crate::sources::{self, PollState};
use crate::sql::{Sql, args};
use crate::{Error, blobs};

#[tokio::test]
async fn the_same_bytes_twice_are_one_delivery() {
    on_both(|bench| async move {
        let store = &bench.store;
        let first = deliveries::begin(store, "mna", "a.xml", b"<nitf/>", now()).await.unwrap();
        assert!(first.fresh && !first.done);
        let again = deliveries::begin(store, "mna", "b.xml", b"<nitf/>", now()).await.unwrap();
        assert_eq!((again.id, again.fresh, again.done), (first.id, false, false));
        let other = deliveries::begin(store, "pws", "a.xml", b"<nitf/>", now()).await.unwrap();
        assert!(other.fresh);
        let waiting = deliveries::unfinished(store.db(), 9).await.unwrap();
        assert_eq!(waiting.iter().map(|delivery| delivery.id).collect::<Vec<_>>(), [first.id, other.id]);

        let outcome = ItemOutcome {
            position: 0,
            guid: Some("urn:1".into()),
            story: None,
            version: None,
            verdict: None,
            fate: None,
            reason: "It has no text.".into(),
        };
        let report = DeliveryReport { items: vec![outcome], ..DeliveryReport::default() };
        let mut tx = store.begin().await.unwrap();
        deliveries::finish(&mut tx, first.id, &report, at("2026-11-24T09:00:01Z")).await.unwrap();
        tx.commit().await.unwrap();
        assert!(deliveries::begin(store, "mna", "c.xml", b"<nitf/>", now()).await.unwrap().done);
        let kept = deliveries::get(store.db(), first.id).await.unwrap().unwrap();
        assert_eq!((kept.report, kept.size, kept.name.as_str()), (Some(report), 7, "a.xml"));
        assert_eq!(deliveries::raw(store, first.id).await.unwrap(), b"<nitf/>");
        assert_eq!(deliveries::unfinished(store.db(), 9).await.unwrap().len(), 1);
        assert_eq!(deliveries::recent(store.db(), Some("pws"), 9).await.unwrap().len(), 1);
        assert_eq!(deliveries::recent(store.db(), None, 9).await.unwrap()[0].id, other.id);
        assert_eq!(deliveries::after(store.db(), Some("mna"), 0, 9).await.unwrap()[0].id, first.id);
        assert_eq!(deliveries::after(store.db(), None, first.id, 9).await.unwrap()[0].id, other.id);
        let mut tx = store.begin().await.unwrap();
        assert!(deliveries::finish(&mut tx, 99, &DeliveryReport::default(), now()).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn small_and_large_bytes_come_back_as_they_went() {
    on_both(|bench| async move {
        let store = &bench.store;
        for bytes in [Vec::new(), vec![7; 100], (0..200_000_u32).map(|n| n as u8).collect()] {
            let key = blobs::put(store, &bytes).await.unwrap();
            assert_eq!(blobs::put(store, &bytes).await.unwrap(), key);
            assert!(blobs::exists(store, &key).await.unwrap());
            assert_eq!(blobs::get(store, &key).await.unwrap(), bytes);
        }
        for odd in ["", "../../../etc/passwd", &"0".repeat(64)] {
            assert!(matches!(blobs::get(store, odd).await, Err(Error::Missing(_))), "{odd}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_sources_silence_can_be_told() {
    on_both(|bench| async move {
        let store = &bench.store;
        assert_eq!(sources::get(store.db(), "mna").await.unwrap(), None);
        sources::heard(store, "mna", now()).await.unwrap();
        sources::heard(store, "mna", at("2026-11-24T08:00:00Z")).await.unwrap();
        let poll = PollState {
            etag: Some("\"x\"".into()),
            next_at: Some(at("2026-11-24T09:05:00Z")),
            failures: 2,
            last_error: Some("It did not answer.".into()),
            ..PollState::default()
        };
        sources::set_poll(store, "mna", &poll).await.unwrap();
        sources::set_poll(store, "pws", &PollState::default()).await.unwrap();
        let known = sources::get(store.db(), "mna").await.unwrap().unwrap();
        assert_eq!((known.heard_at, known.poll), (Some(now()), poll), "it was heard last at nine");
        assert_eq!(sources::all(store.db()).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn how_far_a_mailbox_was_read_is_remembered() {
    on_both(|bench| async move {
        let store = &bench.store;
        assert_eq!(mailboxes::get(store.db(), "mna").await.unwrap(), None);
        let mut state = MailboxState {
            source: "mna".into(),
            since: "2026-11-24".into(),
            meant: "a1".into(),
            uidvalidity: u32::MAX,
            uid: 7,
            left_alone: 1,
        };
        mailboxes::set(store, &state).await.unwrap();
        state.uid = u32::MAX;
        mailboxes::set(store, &state).await.unwrap();
        assert_eq!(mailboxes::get(store.db(), "mna").await.unwrap(), Some(state));
    })
    .await;
}

#[tokio::test]
async fn a_commit_waits_for_the_disk_also_after_one_that_did_not() {
    on_both(|bench| async move {
        let ordinary = bench.store.begin().await.unwrap();
        let usual = durability(ordinary).await;
        let unsynced = bench.store.begin_unsynced().await.unwrap();
        assert!(
            ["1", "off"].contains(&durability(unsynced).await.as_str()),
            "a delivery's bytes do not wait"
        );
        // Rolled back or committed, the next one is as usual.
        drop(bench.store.begin_unsynced().await.unwrap());
        let ordinary = bench.store.begin().await.unwrap();
        assert_eq!(durability(ordinary).await, usual);
    })
    .await;
}

/// What the engine says of a transaction's commit.
async fn durability(mut tx: crate::Tx) -> String {
    let said = match &tx.store.db.0 {
        Engine::Lite(_) => tx.one::<(i64,)>(Sql("PRAGMA synchronous"), args![]).await.unwrap().0.to_string(),
        Engine::Pg(_) => tx.one::<(String,)>(Sql("SHOW synchronous_commit"), args![]).await.unwrap().0,
    };
    tx.commit().await.unwrap();
    said
}
