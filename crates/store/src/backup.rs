//! One file that has everything, consistent while the paper is being served.
//!
//! A tar with a first entry that says what it is, every blob under its hash, every table as lines of
//! JSON, and a last entry without which it is not whole. It holds nothing of either engine: what was
//! written from SQLite can be restored into PostgreSQL, and the other way round. What an older version wrote goes
//! into the tables of its time, which are then brought up to date.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::arg::Arg;
use crate::db::{Snapshot, blocking};
use crate::row::{Cell, Row};
use crate::sql::{args, statements};
use crate::tables::{TABLES, Table};
use crate::{Error, Result, Settings, Store, Tx, blobs, dialect, migrate};

statements! {
    BLOBS = "SELECT sha256, bytes FROM blob ORDER BY sha256";
    EMPTY = "SELECT (SELECT COUNT(*) FROM blob) + (SELECT COUNT(*) FROM story) \
             + (SELECT COUNT(*) FROM source) + (SELECT COUNT(*) FROM follower)";
}

/// The first and the last entry.
const FIRST: &str = "dateline-backup.json";
const LAST: &str = "whole.json";

/// The shape of the file; a program reads its own and older ones. The first did not say which tables it had.
const SHAPE: u64 = 2;

/// Lines of a table are written in pieces of about this size.
const PIECE: usize = 4 << 20;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Rows of all tables.
    pub rows: u64,
    /// Blobs.
    pub blobs: u64,
    /// Size of the file in bytes.
    pub bytes: u64,
}

/// Writes a backup to `file` (a tar, under a temporary name until it is whole; a file of that name is
/// replaced). `progress` hears how many rows and blobs are written.
pub async fn write(
    store: &Store,
    file: &Path,
    mut progress: impl FnMut(u64, u64) + Send,
) -> Result<Contents> {
    let snapshot = Snapshot::of(store.db()).await?;
    let mut archive = Archive::create(file)?;
    archive.entry(FIRST, Head::ours().written().as_bytes())?;
    let mut contents = Contents::default();
    let mut large = Vec::new();
    snapshot
        .each(BLOBS.0, |row| {
            let (sha256, bytes): (String, Option<Vec<u8>>) = (row.next()?, row.next()?);
            let Some(bytes) = bytes else {
                large.push(sha256);
                return Ok(());
            };
            archive.blob(&sha256, &bytes)?;
            contents.blobs += 1;
            progress(contents.rows, contents.blobs);
            Ok(())
        })
        .await?;
    // Large ones never change, so that they need not be read within the snapshot.
    for sha256 in large {
        archive.blob(&sha256, &store.inner.objects.get(&sha256).await?)?;
        contents.blobs += 1;
        progress(contents.rows, contents.blobs);
    }
    for table in TABLES {
        let mut lines = String::new();
        let mut piece = 0;
        snapshot
            .each(&table.select(), |row| {
                write_line(table, row, &mut lines)?;
                contents.rows += 1;
                if lines.len() >= PIECE {
                    archive.entry(&format!("tables/{}/{piece:06}.jsonl", table.name), lines.as_bytes())?;
                    lines.clear();
                    piece += 1;
                }
                progress(contents.rows, contents.blobs);
                Ok(())
            })
            .await?;
        if !lines.is_empty() {
            archive.entry(&format!("tables/{}/{piece:06}.jsonl", table.name), lines.as_bytes())?;
        }
    }
    let end = json!({ "rows": contents.rows, "blobs": contents.blobs });
    archive.entry(LAST, end.to_string().as_bytes())?;
    contents.bytes = blocking(|| archive.finish())?;
    Ok(contents)
}

/// Restores a backup into an empty data folder or database; refused where there is anything already.
/// A backup of one engine may be restored into the other.
pub async fn restore(
    file: &Path,
    settings: &Settings,
    mut progress: impl FnMut(u64, u64) + Send,
) -> Result<Contents> {
    let place = file.display();
    let open = File::open(file).map_err(|why| unreadable(file, why))?;
    let bytes = open.metadata().map_err(|why| unreadable(file, why))?.len();
    let mut archive = tar::Archive::new(BufReader::new(open));
    let mut entries = archive.entries().map_err(|why| unreadable(file, why))?;
    let mut next = || -> Result<Option<(String, Vec<u8>)>> {
        let Some(entry) = entries.next() else { return Ok(None) };
        let read = || -> std::io::Result<(String, Vec<u8>)> {
            let mut entry = entry?;
            let name = entry.path()?.to_string_lossy().into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            Ok((name, bytes))
        };
        read().map(Some).map_err(|why| unreadable(file, why))
    };
    // What it is, before anything is made.
    let first = next()?.filter(|(name, _)| name == FIRST);
    let Some(head) = first.and_then(|(_, text)| Head::read(&text)) else {
        return refuse(format!("The file {place} is not a backup of Dateline."));
    };
    if head.shape > SHAPE || head.step > migrate::newest() {
        return refuse(format!(
            "The backup {place} was written by a newer version of Dateline; restore it with that."
        ));
    }

    let store = Store::open_at(settings, head.step).await?;
    let contents = Contents { bytes, ..Contents::default() };
    let mut stopped = Restoring { contents, columns: head.columns, whole: None };
    let (rows,): (i64,) = store.db().one(EMPTY, args![]).await?;
    if rows > 0 {
        let place = store.inner.place();
        return refuse(format!(
            "The database {place} holds something already; restore into an empty data folder or database."
        ));
    }
    if migrate::reached(&store.inner).await? > head.step {
        let place = store.inner.place();
        return refuse(format!(
            "The database {place} is empty, but has tables already, newer than those of the backup; restore into a fresh \
             data folder or database."
        ));
    }
    let mut tx = store.begin().await?;
    while let Some((name, bytes)) = next()? {
        stopped.take(&store, &mut tx, file, &name, &bytes, &mut progress).await?;
    }
    let Restoring { contents, columns, whole } = stopped;
    if whole != Some((contents.rows, contents.blobs)) {
        return refuse(format!(
            "The backup {place} is cut off or incomplete; nothing of it was restored. Use another one."
        ));
    }
    for table in TABLES.iter().filter(|table| table.counted && columns.contains_key(table.name)) {
        dialect::count_on(&mut tx, table.name, table.columns[0]).await?;
    }
    tx.commit().await?;
    // Should this be cut off, whoever opens the store next does it.
    migrate::run(&store.inner, migrate::newest()).await?;
    Ok(contents)
}

/// What a backup says of itself.
struct Head {
    shape: u64,
    /// The last migration of the store that it was written from.
    step: i64,
    /// The columns of its tables, in the order of its rows.
    columns: BTreeMap<String, Vec<String>>,
}

impl Head {
    fn ours() -> Head {
        let named = |table: &Table| {
            (table.name.to_owned(), table.columns.iter().map(|&column| column.to_owned()).collect())
        };
        Head { shape: SHAPE, step: migrate::newest(), columns: TABLES.iter().map(named).collect() }
    }

    fn written(&self) -> String {
        json!({ "what": "Dateline backup", "shape": self.shape, "step": self.step, "columns": self.columns })
            .to_string()
    }

    /// `None` where it is none.
    fn read(text: &[u8]) -> Option<Head> {
        let mut said: Value = serde_json::from_slice(text).ok()?;
        let shape = said["shape"].as_u64()?;
        if shape != SHAPE {
            // Of a newer shape no more is asked.
            return Some(Head { shape, ..Head::first() });
        }
        let columns: BTreeMap<String, Vec<String>> = serde_json::from_value(said["columns"].take()).ok()?;
        // They become part of statements.
        let is_name = |name: &String| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let all_names = columns.iter().all(|(table, columns)| is_name(table) && columns.iter().all(is_name));
        Some(Head { shape, step: said["step"].as_i64()?, columns }).filter(|_| all_names)
    }

    /// Of the first shape, which was written up to step 13. A test holds this against the tables of that step.
    fn first() -> Head {
        let mut columns = Head::ours().columns;
        columns.retain(|table, _| !matches!(table.as_str(), "time_word" | "quote_word"));
        let fixes = ["story", "words", "context", "value", "at"];
        columns.insert("time_fix".to_owned(), fixes.map(str::to_owned).to_vec());
        Head { shape: 1, step: 13, columns }
    }
}

/// The columns that the first backups had, by table.
#[cfg(test)]
pub(crate) fn first_columns() -> BTreeMap<String, Vec<String>> {
    Head::first().columns
}

struct Restoring {
    contents: Contents,
    columns: BTreeMap<String, Vec<String>>,
    /// What the last entry says there must be.
    whole: Option<(u64, u64)>,
}

impl Restoring {
    async fn take(
        &mut self,
        store: &Store,
        tx: &mut Tx,
        file: &Path,
        name: &str,
        bytes: &[u8],
        progress: &mut (impl FnMut(u64, u64) + Send),
    ) -> Result<()> {
        let damaged =
            || Error::Backup(format!("The backup {} is damaged at {name}. Use another one.", file.display()));
        let contents = &mut self.contents;
        if let Some(sha256) = name.strip_prefix("blobs/") {
            let laid = blobs::lay(store, bytes).await?;
            if laid.sha256 != sha256 {
                return Err(damaged());
            }
            blobs::keep(tx, &laid).await?;
            contents.blobs += 1;
        } else if let Some((table, _)) = name.strip_prefix("tables/").and_then(|rest| rest.split_once('/')) {
            let columns = self.columns.get(table).ok_or_else(damaged)?;
            let insert = insert(table, columns);
            let text = std::str::from_utf8(bytes).map_err(|_| damaged())?;
            for line in text.lines() {
                let row: Vec<Value> = serde_json::from_str(line).map_err(|_| damaged())?;
                let row: Option<Vec<Arg<'_>>> = row.iter().map(as_arg).collect();
                let row = row.filter(|row| row.len() == columns.len()).ok_or_else(damaged)?;
                tx.exec_text(&insert, &row).await?;
                contents.rows += 1;
            }
        } else if name == LAST {
            let end: Value = serde_json::from_slice(bytes).map_err(|_| damaged())?;
            self.whole = end["rows"].as_u64().zip(end["blobs"].as_u64());
        }
        progress(contents.rows, contents.blobs);
        Ok(())
    }
}

/// One row.
fn insert(table: &str, columns: &[String]) -> String {
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "))
}

fn write_line(table: &Table, row: &mut Row<'_>, lines: &mut String) -> Result<()> {
    let mut cells = Vec::with_capacity(table.columns.len());
    for _ in table.columns {
        cells.push(match row.cell()? {
            Cell::Null => Value::Null,
            Cell::Int(number) => number.into(),
            Cell::Real(number) => number.into(),
            Cell::Text(text) => text.into(),
            // No table but that of the blobs, which is written otherwise, has bytes in it.
            Cell::Blob(_) => return Err(Error::Row(format!("the table {} holds bytes.", table.name))),
        });
    }
    // Writing to a string cannot fail.
    let _ = writeln!(lines, "{}", Value::Array(cells));
    Ok(())
}

fn as_arg(value: &Value) -> Option<Arg<'_>> {
    match value {
        Value::Null => Some(Arg::Null),
        Value::Number(number) => number.as_i64().map(Arg::Int).or_else(|| number.as_f64().map(Arg::Real)),
        Value::String(text) => Some(Arg::Text(text.as_str().into())),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A tar being written under a temporary name.
struct Archive {
    file: PathBuf,
    tar: tar::Builder<BufWriter<tempfile::NamedTempFile>>,
}

impl Archive {
    fn create(file: &Path) -> Result<Archive> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let fresh = tempfile::NamedTempFile::new_in(folder).map_err(|why| unwritable(file, why))?;
        Ok(Archive { file: file.to_owned(), tar: tar::Builder::new(BufWriter::new(fresh)) })
    }

    fn entry(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        self.tar.append_data(&mut header, name, bytes).map_err(|why| unwritable(&self.file, why))
    }

    fn blob(&mut self, sha256: &str, bytes: &[u8]) -> Result<()> {
        // Restoring refuses such a blob, so that the whole backup would be worth nothing.
        if blobs::hash(bytes) != sha256 {
            return refuse(format!(
                "The bytes of blob {sha256} have changed. Run `dateline check` and put them right first."
            ));
        }
        self.entry(&format!("blobs/{sha256}"), bytes)
    }

    /// Syncs it and gives it its name; returns its size.
    fn finish(self) -> Result<u64> {
        let file = self.file;
        let done = || -> std::io::Result<u64> {
            let mut buffer = self.tar.into_inner()?;
            buffer.flush()?;
            let fresh = buffer.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            fresh.as_file().sync_all()?;
            let size = fresh.as_file().metadata()?.len();
            fresh.persist(&file).map_err(|error| error.error)?;
            Ok(size)
        };
        done().map_err(|why| unwritable(&file, why))
    }
}

fn unreadable(file: &Path, why: std::io::Error) -> Error {
    Error::File { path: file.to_owned(), doing: "read", why }
}

fn unwritable(file: &Path, why: std::io::Error) -> Error {
    Error::File { path: file.to_owned(), doing: "written", why }
}

fn refuse<T>(why: String) -> Result<T> {
    Err(Error::Backup(why))
}
