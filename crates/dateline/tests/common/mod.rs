//! What the whole-program tests share: the program, and a paper on either engine.
#![allow(dead_code)] // Each test file uses its own part.

pub mod whole;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use store::{Settings, Store};

pub fn dateline() -> &'static str {
    env!("CARGO_BIN_EXE_dateline")
}

/// A data folder of its own, and a database in it or on the tests' PostgreSQL.
pub struct Engine {
    folder: tempfile::TempDir,
    database: Option<String>,
}

impl Engine {
    pub fn sqlite() -> Engine {
        Engine { folder: tempfile::tempdir().unwrap(), database: None }
    }

    /// `None`, with a word about it, where no PostgreSQL is given. `cargo xtask test` gives one.
    pub fn postgres() -> Option<Engine> {
        let Ok(server) = std::env::var("DATELINE_TEST_POSTGRES") else {
            println!("DATELINE_TEST_POSTGRES is not set: not run on PostgreSQL.");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let name = format!(
            "dateline_{}",
            folder.path().file_name().unwrap().to_string_lossy().replace('.', "").to_lowercase()
        );
        block_on(async {
            let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls).await.unwrap();
            tokio::spawn(connection);
            client.batch_execute(&format!("CREATE DATABASE \"{name}\"")).await.unwrap();
        });
        let (base, _) = server.rsplit_once('/').unwrap();
        Some(Engine { folder, database: Some(format!("{base}/{name}")) })
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Adds the flags that open this paper, and keeps the environment's say out.
    pub fn arguments<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        for name in ["DATELINE_CONFIG", "DATELINE_DATA", "DATELINE_DATABASE", "DATELINE_LISTEN"] {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path()).arg("--data").arg(self.data());
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    pub async fn store(&self) -> Store {
        let settings =
            Settings { data: self.data(), database: self.database.clone(), zone: jiff::tz::TimeZone::UTC };
        Store::open(&settings).await.unwrap()
    }

    /// The guids of every story that is kept.
    pub fn guids(&self) -> BTreeSet<String> {
        block_on(async {
            let store = self.store().await;
            let (mut guids, mut after) = (BTreeSet::new(), newsroom::StoryId(0));
            loop {
                let batch = store::stories::live_with_text(store.db(), after, 500).await.unwrap();
                let Some((last, _)) = batch.last() else { break guids };
                after = last.id;
                guids.extend(batch.into_iter().map(|(story, _)| story.guid));
            }
        })
    }
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()
        .unwrap()
        .block_on(future)
}
