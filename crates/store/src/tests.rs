//! Every test of the store runs on both engines, as a small house and a large one have them: SQLite and a
//! folder of its own; PostgreSQL, in a schema of its own on the server that `DATELINE_TEST_POSTGRES` names
//! (`postgres://user@host:port/name`), and a bucket of its own. Without that variable the large house is left
//! out, and says so.
//!
//! `cargo xtask test` always sets it.

mod acts;
mod ads;
mod bucket;
mod cancel;
mod comments;
mod desk;
mod desk_pictures;
mod lists;
mod log;
mod pictures;
mod popular;
mod readings;
mod renditions;
mod small;
mod statements;
mod upkeep;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use newsroom::filing::{Rule, file};
use newsroom::{Decision, Known, Policy, Story, StoryId, receive};
use wire::{Block, Body, Inline, Item, Moment};

use crate::acts::{Arrival, Kept, keep};
use crate::deliveries::{self, DeliveryReport};
use crate::{Settings, Store, stories};

/// A store for one test.
pub(crate) struct Bench {
    pub store: Store,
    pub settings: Settings,
    /// Where its bucket is, if it has one.
    pub service: Option<Arc<bucket::Service>>,
}

/// Runs a test on SQLite and a folder, then on PostgreSQL and a bucket.
pub(crate) async fn on_both<F: Future<Output = ()>>(test: impl Fn(Bench) -> F) {
    let data = tempfile::tempdir().unwrap();
    test(Bench::open(settings(data.path(), None), None).await).await;

    let Ok(server) = std::env::var("DATELINE_TEST_POSTGRES") else {
        eprintln!("PostgreSQL is left out: DATELINE_TEST_POSTGRES names no server.");
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let schema = Schema::make(&server).await;
    // Held here, since a test that does not name it would let it go.
    let service = Arc::new(bucket::Service::start().await);
    let bucket = Some(service.bucket.clone());
    let settings = Settings { bucket, ..settings(data.path(), Some(schema.address())) };
    test(Bench::open(settings, Some(Arc::clone(&service))).await).await;
    schema.drop().await;
}

impl Bench {
    pub async fn open(settings: Settings, service: Option<Arc<bucket::Service>>) -> Bench {
        Bench { store: Store::open(&settings).await.unwrap(), settings, service }
    }

    /// The file of a blob, on this machine or where the service keeps it.
    pub fn file(&self, sha256: &str) -> std::path::PathBuf {
        let folder = self.settings.data.join("blobs").join(&sha256[..2]);
        self.service.as_ref().map_or_else(|| folder.join(&sha256[2..]), |service| service.file(sha256))
    }

    /// A second process on the same data.
    pub async fn beside(&self) -> Store {
        Store::open(&self.settings).await.unwrap()
    }
}

pub(crate) fn settings(data: &std::path::Path, database: Option<String>) -> Settings {
    Settings { data: data.to_owned(), database, bucket: None, zone: TimeZone::get("Europe/London").unwrap() }
}

/// A schema of its own on the test server.
pub(crate) struct Schema {
    server: String,
    name: String,
}

impl Schema {
    pub async fn make(server: &str) -> Schema {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let schema = Schema { server: server.to_owned(), name };
        schema.run(&format!("DROP SCHEMA IF EXISTS {0} CASCADE; CREATE SCHEMA {0}", schema.name)).await;
        schema
    }

    pub fn address(&self) -> String {
        let mark = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{mark}options=-csearch_path%3D{}", self.server, self.name)
    }

    pub async fn drop(self) {
        self.run(&format!("DROP SCHEMA {} CASCADE", self.name)).await;
    }

    async fn run(&self, sql: &str) {
        let (client, connection) =
            tokio_postgres::connect(&self.server, tokio_postgres::NoTls).await.unwrap();
        let connection = tokio::spawn(connection);
        client.batch_execute(sql).await.unwrap();
        drop(client);
        connection.await.unwrap().unwrap();
    }
}

/// "2026-11-24T09:00:00Z".
pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The morning on which most of these tests happen.
pub(crate) fn now() -> Timestamp {
    at("2026-11-24T09:00:00Z")
}

/// Copy of the Meridian News Agency, published at 08:00 that morning.
pub(crate) fn copy(guid: &str, version: u64, headline: &str) -> Item {
    let text = vec![Inline::text(format!("{headline}, the harbour master of Port Ellery said."))];
    Item {
        guid: Some(guid.into()),
        version: Some(version),
        headline: Some(headline.into()),
        published: Some(Moment::utc(at("2026-11-24T08:00:00Z"))),
        body: Body { blocks: vec![Block::Paragraph { text }] },
        keywords: vec!["harbour".into()],
        ..Item::default()
    }
}

/// Everything that stands round one arrival.
pub(crate) struct Desk {
    pub policy: Policy,
    pub rules: Vec<Rule>,
    pub sections: Vec<(String, String)>,
}

impl Default for Desk {
    fn default() -> Self {
        let mut world = Rule { name: "Harbour".into(), ..Rule::default() };
        world.when.keyword = vec!["harbour".into()];
        world.then.section = Some("world".into());
        world.then.topics = vec!["Port Ellery".into()];
        Desk {
            policy: Policy::default(),
            rules: vec![world],
            sections: vec![("world".into(), "World".into()), ("sport".into(), "Sport".into())],
        }
    }
}

/// An item arrives and is kept as the newsroom decides.
pub(crate) async fn arrive(store: &Store, item: &Item, now: Timestamp) -> (Kept, Decision) {
    arrive_with(store, item, &Desk::default(), now).await
}

pub(crate) async fn arrive_with(store: &Store, item: &Item, desk: &Desk, now: Timestamp) -> (Kept, Decision) {
    let bytes = serde_json::to_vec(item).unwrap();
    let begun = deliveries::begin(store, "mna", "copy.xml", &bytes, now).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let agency = ("mna", "Meridian News Agency");
    let guid = item.guid.as_deref().unwrap();
    let known = stories::by_guid(&mut tx, agency.0, guid).await.unwrap();
    let known = known.as_ref().map(|(story, versions)| Known { story, versions });
    let filing = file(item, "mna", agency, &desk.sections, &desk.rules);
    let decision = receive(known, item, &desk.policy, &filing, now);
    let reading = newsroom::reading::read(item, &jiff::tz::TimeZone::UTC, "en");
    let arrival = Arrival {
        source: "mna",
        agency,
        item,
        known,
        decision: &decision,
        filing: &filing,
        reading: &reading,
        delivery: begun.id,
        received_at: now,
        now,
        ask_at: None,
        section_names: &desk.sections,
    };
    let kept = keep(&mut tx, &arrival).await.unwrap();
    deliveries::finish(&mut tx, begun.id, &DeliveryReport::default(), now).await.unwrap();
    tx.commit().await.unwrap();
    (kept, decision)
}

pub(crate) async fn story(store: &Store, id: StoryId) -> Story {
    stories::get(store.db(), id).await.unwrap().unwrap()
}

/// Headlines of a list, newest first.
pub(crate) async fn headlines(store: &Store, kind: &str, slug: &str) -> Vec<String> {
    let window = stories::Window { limit: 100, offset: 0 };
    let cards = stories::list(store.db(), kind, slug, window).await.unwrap();
    assert_eq!(stories::count(store.db(), kind, slug).await.unwrap(), cards.len() as u64, "{kind} {slug}");
    cards.into_iter().map(|card| card.headline).collect()
}
