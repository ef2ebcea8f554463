//! The paper that is measured: one configuration for the parts that are called here and for the real
//! program, which is started from it.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use ingest::{Arriving, Intake, SourceSettings};
use serde::Deserialize;
use site::Site;
use site::search::Search;
use store::Store;

use crate::copy::{self, AGENCIES, SECTIONS, Story};

/// What may push.
pub const TOKEN: &str = "a-token-for-the-bench";

/// A paper in a folder of its own.
pub struct Paper {
    pub folder: PathBuf,
    /// Removes the folder with the paper.
    _temporary: Option<tempfile::TempDir>,
}

/// The parts of the configuration that are needed here.
#[derive(Deserialize)]
struct Parts {
    site: site::Settings,
    source: Vec<SourceSettings>,
    rule: Vec<newsroom::filing::Rule>,
}

impl Paper {
    /// A new one, on the disk where the build lies: a folder in memory would make every fsync free.
    pub fn fresh() -> Result<Paper> {
        std::fs::create_dir_all(bench_folder())?;
        let folder = tempfile::tempdir_in(bench_folder())?;
        let paper = Paper::at(folder.path().canonicalize()?)?;
        Ok(Paper { _temporary: Some(folder), ..paper })
    }

    /// The one in this folder, begun where there is none.
    pub fn at(folder: PathBuf) -> Result<Paper> {
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("token"), TOKEN)?;
        std::fs::write(folder.join("dateline.toml"), configuration()?)?;
        Ok(Paper { folder, _temporary: None })
    }

    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub async fn store(&self, database: Option<&str>) -> Result<Store> {
        let database = database.map(str::to_owned);
        let settings =
            store::Settings { data: self.data(), database, bucket: None, zone: jiff::tz::TimeZone::UTC };
        Ok(Store::open(&settings).await?)
    }

    pub fn intake(&self, store: Store) -> Result<Intake> {
        let Parts { site, source, rule } = parts()?;
        let sections = site.sections.into_iter().map(|s| (s.slug, s.name)).collect();
        Ok(Intake::new(store, source, rule, sections, Default::default(), &ingest::FetchSettings::default()))
    }

    /// A site that keeps no page: every one that is asked for is rendered.
    pub fn site_without_cache(&self, store: Store) -> Result<Site> {
        let settings = site::Settings { cache_bytes: 0, ..parts()?.site };
        let search = Search::open(&self.data().join("search"), &settings.language)?;
        Ok(Site::new(store, settings, Arc::new(search), Arc::new(jiff::Timestamp::now))?)
    }

    pub fn settings(&self) -> Result<site::Settings> {
        Ok(parts()?.site)
    }

    /// `dateline` with this paper's configuration.
    pub fn dateline(&self, command: &str) -> Command {
        let mut dateline = Command::new(env!("CARGO_BIN_EXE_dateline"));
        for name in ["DATELINE_DATA", "DATELINE_DATABASE", "DATELINE_LISTEN"] {
            dateline.env_remove(name);
        }
        dateline.arg(command).arg("--config").arg(self.folder.join("dateline.toml"));
        dateline
    }

    /// Starts the real program; returns when it listens.
    pub fn serve(&self) -> Result<Server> {
        let mut dateline = self.dateline("serve");
        let log = std::fs::File::create(self.folder.join("serve.log"))?;
        let mut child =
            dateline.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(log).spawn()?;
        let said = child.stdout.take().context("The program's output is not to be had.")?;
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line)?;
        let mut server = Server { child, port: 0 };
        match line.trim_end().rsplit_once(':').and_then(|(_, port)| port.parse().ok()) {
            Some(port) => {
                server.port = port;
                Ok(server)
            }
            None => {
                let log = std::fs::read_to_string(self.folder.join("serve.log")).unwrap_or_default();
                bail!("`dateline serve` did not start:\n{line}{log}")
            }
        }
    }
}

/// The real program, stopped when this is dropped.
pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    /// Resident memory in MiB: all of it, and what is not a file's pages.
    pub fn memory(&self) -> Result<(f64, f64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let field = |name: &str| -> Result<f64> {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
            Ok(kib.with_context(|| format!("/proc says nothing of {name}"))? / 1024.0)
        };
        Ok((field("VmRSS:")?, field("RssAnon:")?))
    }

    pub fn cpu_time(&self) -> Result<Duration> {
        cpu_time(&self.child.id().to_string())
    }

    fn stop(&mut self) {
        // Asked and not killed, so that the search index is left whole.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// What a process has worked so far, all its threads; the system counts it in steps of 10 ms.
pub fn cpu_time(process: &str) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // Fields are counted after the name, which may have spaces in it.
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}

/// One delivery with one item.
pub fn single(story: &Story) -> Arriving {
    let name = format!("{}-{}.json", story.guid.rsplit(':').next().unwrap_or_default(), story.version);
    Arriving { name, bytes: copy::ninjs(story).to_string().into_bytes().into(), ..Arriving::default() }
}

/// Where papers of benches lie.
pub fn bench_folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target")).join("bench")
}

fn parts() -> Result<Parts> {
    Ok(toml::from_str(&configuration()?)?)
}

fn configuration() -> Result<String> {
    let mut text = String::from(
        "[site]\nname = \"The Bench\"\nurl = \"http://127.0.0.1:8080\"\nlanguage = \"en-GB\"\nzone = \"UTC\"\nsections = [\n",
    );
    for (name, slug) in SECTIONS {
        writeln!(text, "  {{ slug = \"{slug}\", name = \"{name}\" }},")?;
    }
    text.push_str("]\n\n[log]\nlevel = \"warn\"\n\n[store]\ndata = \"data\"\n\n");
    for agency in AGENCIES {
        writeln!(
            text,
            "[[source]]\nname = \"{agency}\"\nagency = {{ slug = \"{agency}\", name = \"{agency} agency\" }}\n\
             push = {{ token_file = \"token\", per_minute = 0 }}\n"
        )?;
    }
    for (name, slug) in SECTIONS {
        writeln!(
            text,
            "[[rule]]\nname = \"{name}\"\nwhen = {{ topic = [\"{name}\"] }}\nthen = {{ section = \"{slug}\" }}\n"
        )?;
    }
    Ok(text)
}
