//! A small paper to test with: the Harbour Courier of Port Ellery, fed by the Meridian News Agency.

use std::future::Future;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use newsroom::filing::{Rule, file};
use newsroom::{Decision, Known, Policy, State, StoryId, Undated, receive};
use site::search::{Entry, Search};
use site::{FrontDoor, Section, Settings, Site};
use store::acts::{self, Arrival, Kept};
use store::deliveries::{self, DeliveryReport};
use store::media::{FileState, MediaFile};
use store::{Store, blobs, changes, media, stories, versions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wire::{Block, Body, Inline, Item, Media, Moment, Rendition, Subject};

use crate::answer::Answer;
use crate::schema::Schema;

pub const MERIDIAN: (&str, &str) = ("mna", "Meridian News Agency");
pub const LUMIERE: (&str, &str) = ("lumiere", "Agence Lumière");

pub struct House {
    pub store: Store,
    pub site: Arc<Site>,
    search: Arc<Search>,
    pub door: FrontDoor,
    clock: Arc<Mutex<Timestamp>>,
    /// The last change that was followed.
    seen: AtomicI64,
    policy: Policy,
    _folder: tempfile::TempDir,
}

/// Runs a test on SQLite, then on PostgreSQL where there is one.
pub async fn on_both<F: Future<Output = ()>>(test: impl Fn(House) -> F) {
    on_both_with(|_| {}, test).await;
}

/// As [`on_both`], in a paper with other settings.
pub async fn on_both_with<F: Future<Output = ()>>(change: impl Fn(&mut Settings), test: impl Fn(House) -> F) {
    let mut settings = settings();
    change(&mut settings);
    test(House::open(settings.clone(), None).await).await;
    let Ok(server) = std::env::var("DATELINE_TEST_POSTGRES") else {
        eprintln!("PostgreSQL is left out: DATELINE_TEST_POSTGRES names no server.");
        return;
    };
    let schema = Schema::make(&server).await;
    test(House::open(settings, Some(schema.address())).await).await;
    schema.drop().await;
}

/// Runs a test on SQLite alone: where it is not the store that is tested.
pub async fn on_sqlite<F: Future<Output = ()>>(test: impl Fn(House) -> F) {
    test(House::open(settings(), None).await).await;
}

/// As [`on_sqlite`], with other settings.
pub async fn on_sqlite_with<F: Future<Output = ()>>(
    change: impl Fn(&mut Settings),
    test: impl Fn(House) -> F,
) {
    let mut settings = settings();
    change(&mut settings);
    test(House::open(settings, None).await).await;
}

pub fn settings() -> Settings {
    let section = |slug: &str, name: &str| Section { slug: slug.into(), name: name.into() };
    Settings {
        name: "The Harbour Courier".into(),
        tagline: "News of Port Ellery".into(),
        url: "https://courier.example".into(),
        language: "en-GB".into(),
        zone: "Europe/London".into(),
        sections: vec![section("harbour", "Harbour"), section("world", "World"), section("sport", "Sport")],
        page_size: 5,
        ..Settings::default()
    }
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Copy as Meridian sends it: published on 24 November 2026 at eight, each version ten minutes later.
pub fn copy(guid: &str, version: u64, headline: &str) -> Item {
    let published = at("2026-11-24T08:00:00Z");
    let later = jiff::SignedDuration::from_mins(10 * (version as i64 - 1));
    Item {
        guid: Some(format!("urn:mna:{guid}")),
        version: Some(version),
        headline: Some(headline.into()),
        published: Some(Moment::utc(published)),
        updated: (version > 1).then(|| Moment::utc(published + later)),
        bylines: vec!["Ida Marsh".into()],
        dateline_place: Some("PORT ELLERY".into()),
        body: paragraphs(&[&format!("{headline}, the office on the quay said.")]),
        keywords: vec!["harbour".into()],
        ..Item::default()
    }
}

pub fn paragraphs(texts: &[&str]) -> Body {
    let paragraph = |text: &&str| Block::Paragraph { text: vec![Inline::text(*text)] };
    Body { blocks: texts.iter().map(paragraph).collect() }
}

/// The same on another day, such as "2018-09-10T08:00:00Z".
pub fn dated(item: Item, moment: &str) -> Item {
    Item { published: Some(Moment::utc(at(moment))), updated: None, ..item }
}

pub fn about(item: Item, topic: &str) -> Item {
    let subject = Subject { name: topic.into(), ..Subject::default() };
    Item { subjects: vec![subject], ..item }
}

impl House {
    async fn open(settings: Settings, database: Option<String>) -> House {
        let folder = tempfile::tempdir().unwrap();
        let kept = store::Settings {
            data: folder.path().to_owned(),
            database,
            bucket: None,
            zone: TimeZone::get(&settings.zone).unwrap(),
        };
        let store = Store::open(&kept).await.unwrap();
        let search = Arc::new(Search::open(&folder.path().join("search"), &settings.language).unwrap());
        let clock = Arc::new(Mutex::new(at("2026-11-24T09:00:00Z")));
        let hand = Arc::clone(&clock);
        let tell: site::Clock = Arc::new(move || *hand.lock().unwrap());
        let site = Arc::new(Site::new(store.clone(), settings, Arc::clone(&search), tell).unwrap());
        let door = FrontDoor::new(Arc::clone(&site), axum::Router::new());
        let policy = Policy { undated: Undated::Show, ..Policy::default() };
        House { store, site, search, door, clock, seen: AtomicI64::new(0), policy, _folder: folder }
    }

    pub fn now(&self) -> Timestamp {
        *self.clock.lock().unwrap()
    }

    /// Sets the clock, and does nothing else: as if everybody had slept.
    pub fn set_clock(&self, moment: &str) {
        *self.clock.lock().unwrap() = at(moment);
    }

    /// Sets the clock and does what falls due.
    pub async fn time_passes(&self, until: &str) {
        self.set_clock(until);
        acts::run_due(&self.store, self.now()).await.unwrap();
        self.follow().await;
    }

    /// Copy arrives, is kept, and everybody who follows the log has heard of it.
    pub async fn arrives(&self, item: &Item) -> Kept {
        self.arrives_from(MERIDIAN, item).await
    }

    pub async fn arrives_from(&self, agency: (&str, &str), item: &Item) -> Kept {
        let (kept, _) = self.keep(agency, item).await;
        self.follow().await;
        kept
    }

    /// Copy arrives and is kept; nobody has heard of it yet.
    pub async fn keep(&self, agency: (&str, &str), item: &Item) -> (Kept, Decision) {
        let now = self.now();
        let bytes = serde_json::to_vec(item).unwrap();
        let begun = deliveries::begin(&self.store, agency.0, "copy.json", &bytes, now).await.unwrap();
        let rule = |word: &str, section: &str, topics: &[&str]| {
            let mut rule = Rule { name: section.into(), ..Rule::default() };
            rule.when.keyword = vec![word.into()];
            rule.then.section = Some(section.into());
            rule.then.topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
            rule
        };
        let rules = [rule("talks", "world", &[]), rule("harbour", "harbour", &["Port Ellery"])];
        let sections: Vec<(String, String)> =
            self.site.settings().sections.iter().map(|s| (s.slug.clone(), s.name.clone())).collect();
        let mut tx = self.store.begin().await.unwrap();
        let guid = item.guid.as_deref().unwrap();
        let known = stories::by_guid(&mut tx, agency.0, guid).await.unwrap();
        let known = known.as_ref().map(|(story, versions)| Known { story, versions });
        let filing = file(item, agency.0, agency, &sections, &rules);
        let decision = receive(known, item, &self.policy, &filing, now);
        let reading = newsroom::reading::read(item, &jiff::tz::TimeZone::UTC, "en");
        let arrival = Arrival {
            source: agency.0,
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
            section_names: &sections,
        };
        let kept = acts::keep(&mut tx, &arrival).await.unwrap();
        deliveries::finish(&mut tx, begun.id, &DeliveryReport::default(), now).await.unwrap();
        tx.commit().await.unwrap();
        (kept, decision)
    }

    /// The pages' and the search's followers read on.
    pub async fn follow(&self) {
        let logged = changes::after(self.store.db(), self.seen.load(Ordering::SeqCst), 10_000).await.unwrap();
        let Some(last) = logged.last() else { return };
        self.seen.store(last.seq, Ordering::SeqCst);
        self.site.follow(&logged).await;
        let mut writer = self.search.writer().unwrap();
        for story in logged.iter().filter_map(|row| row.change.story) {
            match self.text(story).await {
                Some(entry) => writer.put(story, &entry).unwrap(),
                None => writer.remove(story),
            }
        }
        writer.commit(last.seq).unwrap();
    }

    async fn text(&self, id: StoryId) -> Option<Entry> {
        let story = stories::get(self.store.db(), id).await.unwrap().unwrap();
        let shown = story.shown.filter(|_| story.state == State::Live)?;
        let version = versions::get(self.store.db(), id, shown).await.unwrap()?;
        Some(Entry::of(&story, &version))
    }

    /// Changes in the log so far.
    pub async fn changes(&self) -> i64 {
        changes::head(self.store.db()).await.unwrap()
    }

    /// The address of a story.
    pub async fn address(&self, kept: Kept) -> String {
        let story = stories::get(self.store.db(), kept.story).await.unwrap().unwrap();
        format!("/{}/{}", story.day.replace('-', "/"), story.slug)
    }

    /// Keeps a file for the first of an item's media, and gives its address.
    pub async fn brings_file(&self, kept: Kept, bytes: &[u8], mime: &str, ending: &str) -> String {
        let sha256 = blobs::put(&self.store, bytes).await.unwrap();
        let file = MediaFile {
            media: 0,
            rendition: 0,
            href: format!("file.{ending}"),
            sha256: Some(sha256.clone()),
            mime: Some(mime.into()),
            width: Some(1200),
            height: Some(800),
            bytes: Some(bytes.len() as u64),
            state: FileState::Kept,
        };
        let mut tx = self.store.begin().await.unwrap();
        media::attach(&mut tx, kept.story, kept.version.unwrap(), &[file], self.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.follow().await;
        format!("/media/{sha256}.{ending}")
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[]).await
    }

    /// One request over a connection of its own.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(method, path, headers, "").await
    }

    /// As [`House::ask`], with a body.
    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send_from([127, 0, 0, 1].into(), method, path, headers, body).await
    }

    /// As [`House::send`], from an address.
    pub async fn send_from(
        &self,
        from: IpAddr,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let (mut reader, ours) = tokio::io::duplex(64 << 10);
        let connection = hyper::server::conn::http1::Builder::new()
            .serve_connection(hyper_util::rt::TokioIo::new(ours), self.door.facing(from));
        let serving = tokio::spawn(connection);
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nhost: courier.example\r\nconnection: close\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() {
            request.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        // A body that is refused is not read to its end.
        let _ = reader.write_all(format!("{request}\r\n{body}").as_bytes()).await;
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).await.unwrap();
        serving.await.unwrap().unwrap();
        Answer::read(&bytes)
    }
}

/// A picture as an agency describes it.
pub fn picture(caption: &str) -> Media {
    Media {
        caption: Some(caption.into()),
        alt: Some("The harbour wall".into()),
        byline: Some("Joan Hale".into()),
        renditions: vec![Rendition { href: "file.png".into(), ..Rendition::default() }],
        ..Media::default()
    }
}
