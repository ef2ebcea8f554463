//! Migrations, checks, backups.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use newsroom::comments::{Draft, Rules};
use serde_json::{Value, json};

use super::{Schema, arrive, at, copy, headlines, now, on_both, settings};
use crate::acts::comments::{self, Author};
use crate::acts::{fix_time, kill};
use crate::db::Engine;
use crate::readings::{Fix, Says};
use crate::sql::{Sql, args};
use crate::tables::TABLES;
use crate::{Error, Settings, Store, backup, blobs, check, readings, stories};

#[tokio::test]
async fn a_store_opened_again_has_what_it_had_and_migrates_nothing() {
    on_both(|bench| async move {
        arrive(&bench.store, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;
        let done = |store: Store| async move {
            let numbers = Sql("SELECT number FROM migration ORDER BY number");
            store.db().all::<(i64,)>(numbers, args![]).await.unwrap()
        };
        let before = done(bench.store.clone()).await;
        let again = bench.beside().await;
        assert_eq!(headlines(&again, "latest", "").await, ["Storm closes the harbour"]);
        assert!(!before.is_empty());
        assert_eq!(done(again).await, before);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn processes_that_start_at_once_migrate_once() {
    // What one of them gets in the way of the others is a matter of a moment.
    for _ in 0..10 {
        let data = tempfile::tempdir().unwrap();
        let opening = settings(data.path(), None);
        let many: Vec<_> = (0..8)
            .map(|_| {
                let opening = opening.clone();
                tokio::spawn(async move { Store::open(&opening).await.map(drop) })
            })
            .collect();
        for one in many {
            one.await.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_in_words() {
    on_both(|bench| async move {
        let mut tx = bench.store.begin().await.unwrap();
        tx.exec_text("INSERT INTO migration (number, name) VALUES (99, 'comments')", args![]).await.unwrap();
        tx.commit().await.unwrap();
        let refused = Store::open(&bench.settings).await.map(drop).unwrap_err().to_string();
        assert!(refused.contains("newer version of Dateline"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_named_without_its_password() {
    let data = tempfile::tempdir().unwrap();
    let nowhere = "postgres://desk:secret@127.0.0.1:1/paper".to_owned();
    let refused = Store::open(&settings(data.path(), Some(nowhere))).await.map(drop).unwrap_err().to_string();
    assert!(
        refused.contains("postgres://desk@127.0.0.1:1/paper") && !refused.contains("secret"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_backup_knows_every_column_of_every_table() {
    let data = tempfile::tempdir().unwrap();
    let store = Store::open(&settings(data.path(), None)).await.unwrap();
    let mut there: Vec<(String, String)> = columns_of(&store)
        .await
        .into_iter()
        .flat_map(|(table, columns)| columns.into_iter().map(move |column| (table.clone(), column)))
        .collect();
    let described = TABLES.iter().flat_map(|table| table.columns.iter().map(|column| (table.name, *column)));
    let mut described: Vec<_> =
        described.map(|(table, column)| (table.to_owned(), column.to_owned())).collect();
    there.sort_unstable();
    described.sort_unstable();
    assert_eq!(there, described);
}

#[tokio::test]
async fn a_check_finds_what_was_broken_and_nothing_else() {
    on_both(|bench| async move {
        let store = &bench.store;
        let (kept, _) = arrive(store, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;
        let (dead, _) = arrive(store, &copy("urn:2", 1, "Mayor sinks ferry"), now()).await;
        kill(store, dead.story, "Not true.", now()).await.unwrap();
        let large = blobs::put(store, &vec![5; 100_000]).await.unwrap();
        let good = check::run(store, |_, _| {}).await.unwrap();
        assert_eq!(good.wrong, Vec::<String>::new());
        assert_eq!(good.looked_at, [("stories", 2), ("versions", 2), ("deliveries", 2), ("blobs", 3)]);

        let path = bench.file(&large);
        std::fs::write(&path, b"other").unwrap();
        let mut tx = store.begin().await.unwrap();
        let broken = [
            "UPDATE version SET item = '{\"headline\": \"Storm spares the harbour\"}' WHERE story = 1"
                .to_owned(),
            "UPDATE shelf SET stories = 7 WHERE kind = 'latest'".to_owned(),
            format!("UPDATE story SET shown = 9 WHERE id = {}", dead.story.0),
            format!("UPDATE story SET state = 'held' WHERE id = {}", kept.story.0),
        ];
        for sql in broken {
            tx.exec_text(&sql, args![]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let found = check::run(store, |_, _| {}).await.unwrap().wrong;
        assert_eq!(found.len(), 5, "{found:#?}");
        for part in
            ["have changed", "is not what was kept", "wrong number", "is not there", "still stands on a list"]
        {
            assert!(found.iter().any(|sentence| sentence.contains(part)), "{part}: {found:#?}");
        }
    })
    .await;
}

/// Somewhere empty on the same engine.
async fn elsewhere(like: &Settings, data: &std::path::Path) -> (Settings, Option<Schema>) {
    match std::env::var("DATELINE_TEST_POSTGRES").ok().filter(|_| like.database.is_some()) {
        None => (settings(data, None), None),
        Some(server) => {
            let schema = Schema::make(&server).await;
            (settings(data, Some(schema.address())), Some(schema))
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_while_copy_arrives_restores_to_the_same_paper() {
    on_both(|bench| async move {
        let store = &bench.store;
        for n in 0..20 {
            let mut item = copy(&format!("urn:{n}"), 1, &format!("Bulletin {n} \"as is\"\0"));
            item.embargo = (n == 3).then(|| wire::Moment::utc(at("2026-11-24T12:00:00Z")));
            arrive(store, &item, now()).await;
        }
        blobs::put(store, &vec![9; 100_000]).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("first.tar"), folder.path().join("second.tar"));

        let writer = bench.beside().await;
        let busy = tokio::spawn(async move {
            for n in 100..160 {
                arrive(&writer, &copy(&format!("urn:{n}"), 1, "Late copy"), now()).await;
            }
        });
        let written = backup::write(store, &first, |_, _| {}).await.unwrap();
        busy.await.unwrap();

        let data = tempfile::tempdir().unwrap();
        let (settings, schema) = elsewhere(&bench.settings, data.path()).await;
        let restored = backup::restore(&first, &settings, |_, _| {}).await.unwrap();
        assert_eq!(restored, written);
        {
            let copy_of = Store::open(&settings).await.unwrap();
            assert_eq!(check::run(&copy_of, |_, _| {}).await.unwrap().wrong, Vec::<String>::new());
            assert!(stories::count(copy_of.db(), "latest", "").await.unwrap() >= 19);
            backup::write(&copy_of, &second, |_, _| {}).await.unwrap();
            assert!(std::fs::read(&first).unwrap() == std::fs::read(&second).unwrap(), "they differ");
            // Numbers go on where they were.
            let (kept, _) = arrive(&copy_of, &copy("urn:new", 1, "New here"), now()).await;
            assert!(kept.story.0 >= 21);
            let again = backup::restore(&first, &settings, |_, _| {}).await;
            assert!(matches!(&again, Err(Error::Backup(why)) if why.contains("already")), "{again:?}");
        }
        if let Some(schema) = schema {
            schema.drop().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_backup_moves_a_paper_from_one_engine_to_the_other() {
    let Ok(server) = std::env::var("DATELINE_TEST_POSTGRES") else {
        eprintln!("PostgreSQL is left out: DATELINE_TEST_POSTGRES names no server.");
        return;
    };
    let (here, there, files) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = Store::open(&settings(here.path(), None)).await.unwrap();
    arrive(&store, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;
    let file = files.path().join("paper.tar");
    backup::write(&store, &file, |_, _| {}).await.unwrap();
    let schema = Schema::make(&server).await;
    let settings = settings(there.path(), Some(schema.address()));
    backup::restore(&file, &settings, |_, _| {}).await.unwrap();
    {
        let moved = Store::open(&settings).await.unwrap();
        assert!(matches!(moved.db().0, Engine::Pg(_)));
        assert_eq!(headlines(&moved, "section", "world").await, ["Storm closes the harbour"]);
    }
    schema.drop().await;
}

#[tokio::test]
async fn bytes_that_have_changed_are_found_before_a_backup_of_them_is_kept() {
    on_both(|bench| async move {
        let large = blobs::put(&bench.store, &vec![5; 100_000]).await.unwrap();
        let path = bench.file(&large);
        std::fs::write(path, vec![6; 100_000]).unwrap();
        let file = bench.settings.data.join("paper.tar");
        let refused = backup::write(&bench.store, &file, |_, _| {}).await.unwrap_err().to_string();
        assert!(refused.contains(&large) && refused.contains("dateline check"), "{refused}");
        assert!(!file.exists(), "no backup is better than one that cannot be restored");
    })
    .await;
}

#[tokio::test]
async fn a_backup_of_an_older_version_is_restored_and_brought_up_to_date() {
    on_both(|bench| async move {
        let (kept, _) = arrive(&bench.store, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;
        let (draft, author) = (Draft::tidy("Nan Teague", "", "About time."), Author::default());
        let rules = Rules::default();
        comments::post(&bench.store, kept.story, None, &draft, &author, &rules, now()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.tar");
        backup::write(&bench.store, &file, |_, _| {}).await.unwrap();
        // Before readers could keep a name, a comment had two columns less, and readings had no table.
        as_of(&file, 7).await;
        let data = tempfile::tempdir().unwrap();
        let (settings, schema) = elsewhere(&bench.settings, data.path()).await;
        backup::restore(&file, &settings, |_, _| {}).await.unwrap();
        {
            let now_here = Store::open(&settings).await.unwrap();
            assert_eq!(headlines(&now_here, "latest", "").await, ["Storm closes the harbour"]);
            assert_eq!(check::run(&now_here, |_, _| {}).await.unwrap().wrong, Vec::<String>::new());
            let today = Sql("SELECT name, text, name_kept FROM comment");
            let comment: (String, String, bool) = now_here.db().one(today, args![]).await.unwrap();
            assert_eq!(comment, ("Nan Teague".into(), "About time.".into(), false));
            let readings = Sql("SELECT COUNT(*) FROM reading");
            assert_eq!(now_here.db().one::<(i64,)>(readings, args![]).await.unwrap(), (0,));
        }
        if let Some(schema) = schema {
            schema.drop().await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_backups_which_named_no_columns_are_restored_too() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = Store::open(&settings(here.path(), None)).await.unwrap();
    let (kept, _) = arrive(&store, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;
    let says = Says::Date("2018-09-03".to_owned());
    let fix =
        Fix { words: "Monday".into(), context: "on Monday".into(), others: Vec::new(), says, at: now() };
    fix_time(&store, kept.story, &fix).await.unwrap();
    let file = here.path().join("paper.tar");
    backup::write(&store, &file, |_, _| {}).await.unwrap();
    rewritten(&file, |name, text| match name.as_str() {
        "dateline-backup.json" => {
            Some(json!({ "what": "Dateline backup", "shape": 1 }).to_string().into_bytes())
        }
        "tables/time_word/000000.jsonl" => {
            *name = "tables/time_fix/000000.jsonl".to_owned();
            let row: Vec<Value> = serde_json::from_slice(text).unwrap();
            Some(json!([row[0], row[2], row[3], row[5], row[6]]).to_string().into_bytes())
        }
        _ => None,
    });
    let into = settings(&there.path().join("data"), None);
    backup::restore(&file, &into, |_, _| {}).await.unwrap();
    let restored = Store::open(&into).await.unwrap();
    assert_eq!(readings::fixes(restored.db(), kept.story).await.unwrap(), [fix]);
}

#[tokio::test]
async fn an_older_backup_does_not_go_into_tables_that_are_newer() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = Store::open(&settings(here.path(), None)).await.unwrap();
    let file = here.path().join("paper.tar");
    backup::write(&store, &file, |_, _| {}).await.unwrap();
    as_of(&file, 7).await;
    let into = settings(there.path(), None);
    drop(Store::open(&into).await.unwrap());
    let refused = backup::restore(&file, &into, |_, _| {}).await.unwrap_err().to_string();
    assert!(refused.contains("into a fresh data folder"), "{refused}");
}

#[tokio::test]
async fn the_first_backups_had_the_columns_of_their_time() {
    let data = tempfile::tempdir().unwrap();
    let store = Store::open_at(&settings(data.path(), None), 13).await.unwrap();
    let sorted = |columns: BTreeMap<String, Vec<String>>| {
        let all = columns
            .into_iter()
            .flat_map(|(table, columns)| columns.into_iter().map(move |column| format!("{table}.{column}")));
        let mut all: Vec<String> = all.collect();
        all.sort_unstable();
        all
    };
    assert_eq!(sorted(backup::first_columns()), sorted(columns_of(&store).await));
}

#[tokio::test]
async fn a_backup_of_a_newer_version_is_called_that_and_restores_nothing() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = Store::open(&settings(here.path(), None)).await.unwrap();
    let file = here.path().join("paper.tar");
    backup::write(&store, &file, |_, _| {}).await.unwrap();
    rewritten(&file, |name, text| {
        let mut said: Value = serde_json::from_slice(text).ok().filter(|_| name == "dateline-backup.json")?;
        said["step"] = json!(9999);
        Some(said.to_string().into_bytes())
    });
    let into = settings(&there.path().join("data"), None);
    let refused = backup::restore(&file, &into, |_, _| {}).await.unwrap_err().to_string();
    assert!(refused.contains("newer version of Dateline"), "{refused}");
    assert!(!into.data.exists());
}

/// The columns of a store on SQLite, by table.
async fn columns_of(store: &Store) -> BTreeMap<String, Vec<String>> {
    let columns = Sql("SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT IN ('blob', 'migration')");
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in store.db().all::<(String, String)>(columns, args![]).await.unwrap() {
        tables.entry(table).or_default().push(column);
    }
    tables
}

/// Makes a backup into what the version with the tables of `step` would have written.
async fn as_of(file: &Path, step: i64) {
    let empty = tempfile::tempdir().unwrap();
    let then = columns_of(&Store::open_at(&settings(empty.path(), None), step).await.unwrap()).await;
    let mut rows = 0;
    rewritten(file, |name, text| {
        let mut said: Value = serde_json::from_slice(text).unwrap_or_default();
        if let Some((table, _)) = name.strip_prefix("tables/").and_then(|rest| rest.split_once('/')) {
            let had = then.get(table).map(Vec::as_slice).unwrap_or_default();
            let today = TABLES.iter().find(|known| known.name == table).unwrap().columns;
            let lines = std::str::from_utf8(text).unwrap().lines().filter(|_| !had.is_empty());
            let lines = lines.map(|line| {
                let row: Vec<Value> = serde_json::from_str(line).unwrap();
                let cell =
                    |column: &String| row[today.iter().position(|known| known == column).unwrap()].clone();
                rows += 1;
                format!("{}\n", Value::Array(had.iter().map(cell).collect()))
            });
            return Some(lines.collect::<String>().into_bytes());
        }
        match name.as_str() {
            "dateline-backup.json" => (said["step"], said["columns"]) = (json!(step), json!(then)),
            "whole.json" => said["rows"] = json!(rows),
            _ => return None,
        }
        Some(said.to_string().into_bytes())
    });
}

/// Writes a tar anew; an entry stays as it is where `change` has nothing to say of it, and goes where it is empty.
fn rewritten(file: &Path, mut change: impl FnMut(&mut String, &[u8]) -> Option<Vec<u8>>) {
    let bytes = std::fs::read(file).unwrap();
    let mut out = tar::Builder::new(std::fs::File::create(file).unwrap());
    for entry in tar::Archive::new(bytes.as_slice()).entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut text = Vec::new();
        entry.read_to_end(&mut text).unwrap();
        let text = change(&mut name, &text).unwrap_or(text);
        if text.is_empty() {
            continue;
        }
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        out.append_data(&mut header, name, text.as_slice()).unwrap();
    }
    out.finish().unwrap();
}

#[tokio::test]
async fn a_backup_that_is_cut_off_restores_nothing() {
    on_both(|bench| async move {
        arrive(&bench.store, &copy("urn:1", 1, "Storm closes the harbour"), now()).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("paper.tar");
        backup::write(&bench.store, &file, |_, _| {}).await.unwrap();
        let whole = std::fs::read(&file).unwrap();
        // Whole entries of 512 bytes, so that the tar itself looks sound.
        std::fs::write(&file, &whole[..whole.len() - 2560]).unwrap();
        let data = tempfile::tempdir().unwrap();
        let (settings, schema) = elsewhere(&bench.settings, data.path()).await;
        let refused = backup::restore(&file, &settings, |_, _| {}).await;
        assert!(refused.is_err(), "{refused:?}");
        {
            let empty = Store::open(&settings).await.unwrap();
            assert_eq!(stories::count(empty.db(), "latest", "").await.unwrap(), 0);
        }
        std::fs::write(&file, b"not a tar").unwrap();
        assert!(backup::restore(&file, &settings, |_, _| {}).await.is_err());
        if let Some(schema) = schema {
            schema.drop().await;
        }
    })
    .await;
}
