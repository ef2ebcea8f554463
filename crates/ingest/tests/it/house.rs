//! A small paper to test with: the Harbour Courier of Port Ellery, fed by the Meridian News Agency.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ingest::*;
use jiff::Timestamp;
use newsroom::Verdict;
use newsroom::filing::{Rule, Then, When};
use store::Store;

pub struct House {
    pub folder: tempfile::TempDir,
    pub intake: Intake,
}

/// 2 March 2026, at this time UTC.
pub fn at(time: &str) -> Timestamp {
    format!("2026-03-02T{time}Z").parse().unwrap()
}

pub fn source() -> SourceSettings {
    SourceSettings {
        name: "mna".into(),
        agency: AgencySettings { slug: "mna".into(), name: "Meridian News Agency".into() },
        ..SourceSettings::default()
    }
}

/// Where a PostgreSQL is given to test on, a database of its own for each house, which a restarted house
/// finds again; else SQLite.
async fn database(folder: &Path) -> Option<String> {
    let server = std::env::var("DATELINE_TEST_POSTGRES").ok()?;
    let known = folder.join("database");
    if let Ok(url) = std::fs::read_to_string(&known) {
        return Some(url);
    }
    let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let place = folder.file_name().unwrap().to_string_lossy().to_lowercase();
    let name =
        format!("ingest_{}_{}", std::process::id(), place.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
    client.execute(&format!("CREATE DATABASE {name}"), &[]).await.unwrap();
    let mut url = url::Url::parse(&server).unwrap();
    url.set_path(&name);
    std::fs::write(&known, url.as_str()).unwrap();
    Some(url.into())
}

impl House {
    pub async fn open() -> House {
        House::with(source()).await
    }

    pub async fn with(source: SourceSettings) -> House {
        let folder = tempfile::tempdir().unwrap();
        House::at(folder, source).await
    }

    /// A house whose source watches a folder.
    pub async fn watching(settings: FolderSettings, source: SourceSettings) -> House {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wire");
        std::fs::create_dir(&path).unwrap();
        let source = SourceSettings { folder: Some(FolderSettings { path, ..settings }), ..source };
        House::at(folder, source).await
    }

    pub async fn at(folder: tempfile::TempDir, source: SourceSettings) -> House {
        House::with_fetch(folder, source, &FetchSettings::default()).await
    }

    pub async fn with_fetch(
        folder: tempfile::TempDir,
        source: SourceSettings,
        fetch: &FetchSettings,
    ) -> House {
        let settings = store::Settings {
            data: folder.path().join("data"),
            database: database(folder.path()).await,
            bucket: None,
            zone: jiff::tz::TimeZone::UTC,
        };
        let store = Store::open(&settings).await.unwrap();
        let rules = vec![Rule {
            name: "Harbour".into(),
            when: When { keyword: vec!["harbour".into()], ..When::default() },
            then: Then { section: Some("local".into()), ..Then::default() },
        }];
        let sections = vec![("local".into(), "Port Ellery".into())];
        House { intake: Intake::new(store, vec![source], rules, sections, Default::default(), fetch), folder }
    }

    /// The same paper after its process was started again.
    pub async fn restarted(self, source: SourceSettings) -> House {
        let House { folder, intake } = self;
        drop(intake);
        House::at(folder, source).await
    }

    pub fn store(&self) -> &Store {
        self.intake.store()
    }

    pub fn wire(&self) -> PathBuf {
        self.folder.path().join("wire")
    }

    pub fn watch(&self) -> Watch {
        Watch::new(&self.intake, self.intake.source("mna").unwrap()).unwrap()
    }

    pub async fn take(&self, name: &str, text: &str, now: Timestamp) -> Outcome {
        self.intake.accept("mna", file(name, text), now).await.unwrap()
    }

    /// Headlines of what readers find on the front.
    pub async fn front(&self) -> Vec<String> {
        let window = store::stories::Window { limit: 100, offset: 0 };
        let cards = store::stories::list(self.store().db(), "latest", "", window).await.unwrap();
        cards.into_iter().map(|card| card.headline).collect()
    }

    /// The size of the picture that readers see on the front's first story.
    pub async fn front_picture(&self) -> Option<(u32, u32)> {
        let window = store::stories::Window { limit: 1, offset: 0 };
        let cards = store::stories::list(self.store().db(), "latest", "", window).await.unwrap();
        let picture = cards.first()?.picture.clone()?;
        Some((picture.width?, picture.height?))
    }
}

pub fn file(name: &str, text: &str) -> Arriving {
    Arriving { name: name.into(), bytes: text.to_owned().into(), ..Arriving::default() }
}

/// A story as the agency sends it.
pub fn story(guid: &str, version: u32, headline: &str) -> String {
    serde_json::json!({
        "uri": guid,
        "version": version.to_string(),
        "type": "text",
        "language": "en",
        "firstcreated": "2026-03-02T08:00:00Z",
        "versioncreated": format!("2026-03-02T08:{version:02}:00Z"),
        "headline": headline,
        "body_html": format!("<p>{headline}, the harbour master said.</p>"),
    })
    .to_string()
}

/// A story of a time that is past whatever the clock says: for the loops, which read it.
pub fn long_ago(guid: &str, headline: &str) -> String {
    story(guid, 1, headline).replace("2026-03-02", "2018-09-10")
}

/// A story with a picture.
pub fn with_picture(guid: &str, version: u32, headline: &str, href: &str) -> String {
    let mut story: serde_json::Value = serde_json::from_str(&story(guid, version, headline)).unwrap();
    story["associations"] = serde_json::json!({
        "featuremedia": {
            "uri": format!("{guid}-picture"),
            "type": "picture",
            "headline": "The harbour wall",
            "renditions": { "original": { "href": href, "mimetype": "image/png" } }
        }
    });
    story.to_string()
}

/// The header of a PNG of this size: enough for anybody who only asks what it is.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(width.to_be_bytes());
    png.extend(height.to_be_bytes());
    png.extend(b"\x08\x02\0\0\0\0\0\0\0");
    png
}

pub fn verdicts(outcome: &Outcome) -> Vec<Option<Verdict>> {
    outcome.items.iter().map(|item| item.verdict).collect()
}

/// Lays a file that was last written at this time.
pub fn lay(path: &Path, bytes: impl AsRef<[u8]>, written: Timestamp) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
    touch(path, written);
}

pub fn touch(path: &Path, written: Timestamp) {
    let since = Duration::from_secs(written.as_second() as u64);
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + since).unwrap();
}
