//! What the whole-program tests share: the program, and a paper on either engine.
#![allow(dead_code)] // Each test file uses its own part.

pub mod whole;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

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
        let settings = Settings {
            data: self.data(),
            database: self.database.clone(),
            bucket: None,
            zone: jiff::tz::TimeZone::UTC,
        };
        Store::open(&settings).await.unwrap()
    }

    /// The program, serving this paper, and its port. `with` adds to its command.
    pub fn serve(&self, with: impl FnOnce(&mut Command)) -> (Child, u16) {
        let mut command = Command::new(dateline());
        command.args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        with(&mut command);
        let mut server = self.arguments(&mut command).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("Serving"), "{line}");
        (server, line.trim().rsplit_once(':').unwrap().1.parse().unwrap())
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

/// The database of its own goes with the paper, whatever became of the test.
impl Drop for Engine {
    fn drop(&mut self) {
        let Some((server, name)) = self.database.as_deref().and_then(|address| address.rsplit_once('/'))
        else {
            return;
        };
        let dropped = block_on(async {
            let (client, connection) =
                tokio_postgres::connect(&format!("{server}/postgres"), tokio_postgres::NoTls).await?;
            tokio::spawn(connection);
            client.batch_execute(&format!("DROP DATABASE \"{name}\" WITH (FORCE)")).await
        });
        if let Err(error) = dropped {
            println!("The database {name} is left over: {error}");
        }
    }
}

/// What a server answers to one request that ends its connection.
pub fn ask(port: u16, request: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(2)
        .build()
        .unwrap()
        .block_on(future)
}
