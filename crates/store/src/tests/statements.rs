//! Every statement of the crate is prepared on both engines.

use super::{Bench, on_both, settings};
use crate::db::Engine;
use crate::sql::Sql;
use crate::{
    acts, ads, backup, blobs, changes, check, comments, course, deliveries, desk_pictures, followers,
    mailboxes, media, popular, readers, readings, redirects, renditions, secrets, sensitive, shelves,
    sources, stories, threads, versions,
};

/// Every statement with its name.
fn all() -> impl Iterator<Item = &'static (&'static str, Sql)> {
    const REST: &[&[(&str, Sql)]] = &[
        ads::ALL,
        blobs::ALL,
        changes::ALL,
        check::ALL,
        comments::ALL,
        course::ALL,
        backup::ALL,
        deliveries::ALL,
        desk_pictures::ALL,
        followers::ALL,
        mailboxes::ALL,
        media::ALL,
        popular::ALL,
        readers::ALL,
        readings::ALL,
        redirects::ALL,
        renditions::ALL,
        secrets::ALL,
        sensitive::ALL,
        shelves::ALL,
        sources::ALL,
        stories::ALL,
        threads::ALL,
        versions::ALL,
    ];
    acts::ALL.iter().chain(acts::comments::ALL).chain(REST).copied().flatten()
}

#[tokio::test]
async fn every_statement_is_understood_by_both_engines() {
    on_both(|bench| async move {
        for (name, sql) in all() {
            let prepared = match &bench.store.db().0 {
                Engine::Lite(lite) => {
                    lite.read(|db| db.prepare(sql.0).map(drop).map_err(crate::lite::failed))
                }
                Engine::Pg(pg) => {
                    let client = pg.connection().await.unwrap();
                    client.prepare(sql.0).await.map(drop).map_err(crate::pg::failed)
                }
            };
            assert!(prepared.is_ok(), "{name}: {prepared:?}\n{}", sql.0);
        }
    })
    .await;
}

/// What may be read from its beginning, beside the checks and backups whose work that is.
const WALKED: [(&str, &str); 5] = [
    ("BLANK", "a row for each section"),
    ("ALL_SOURCES", "a paper has some dozens of sources"),
    ("RECENT", "in the order of the table, and ends at its limit"),
    ("MISSING", "once, at the end of an import"),
    ("NEXT_DUE", "ends at the first row of an index"),
];

#[tokio::test]
async fn no_page_and_no_delivery_walks_through_a_whole_table() {
    let data = tempfile::tempdir().unwrap();
    let bench = Bench::open(settings(data.path(), None), None).await;
    let Engine::Lite(lite) = &bench.store.db().0 else { unreachable!("asked for SQLite") };
    let column = |sql: &str, column: usize| -> Vec<String> {
        lite.read(|db| {
            let mut statement = db.prepare(sql).unwrap();
            let mut rows = statement.raw_query();
            let mut found = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                found.push(row.get(column).unwrap());
            }
            Ok(found)
        })
        .unwrap()
    };
    // An index of a few rows of its table: what waits, what was corrected.
    let few = column("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'", 0);
    let whole: Vec<&str> = check::ALL.iter().chain(backup::ALL).map(|(_, sql)| sql.0).collect();
    let mut walks = Vec::new();
    for (name, sql) in all().filter(|(_, sql)| !whole.contains(&sql.0)) {
        for step in column(&format!("EXPLAIN QUERY PLAN {}", sql.0), 3) {
            let Some(walked) = step.strip_prefix("SCAN ") else { continue };
            // `p` is a page, found before.
            let fine = walked == "p"
                || walked.starts_with("CONSTANT")
                || WALKED.iter().any(|(known, _)| known == name)
                || few.iter().any(|index| walked.ends_with(&format!(" INDEX {index}")));
            if !fine {
                walks.push(format!("{name}: {step}"));
            }
        }
    }
    assert!(walks.is_empty(), "{}", walks.join("\n"));
}

#[test]
fn no_file_with_statements_is_left_out_of_that_test() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let listed = concat!(
        include_str!("statements.rs"),
        include_str!("../acts.rs"),
        include_str!("../acts/comments.rs")
    );
    for folder in [source.clone(), source.join("acts"), source.join("acts/comments")] {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let has_some =
                path.is_file() && std::fs::read_to_string(&path).unwrap().contains("\nstatements! {");
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(!has_some || listed.contains(&format!("{name}::ALL")), "{name} is not listed");
        }
    }
}
