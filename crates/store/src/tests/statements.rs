//! Every statement of the crate is prepared on both engines.

use super::on_both;
use crate::db::Engine;
use crate::{
    acts, backup, blobs, changes, check, deliveries, followers, media, redirects, shelves, sources, stories,
    versions,
};

#[tokio::test]
async fn every_statement_is_understood_by_both_engines() {
    on_both(|bench| async move {
        let files = [
            acts::ALL,
            &[
                blobs::ALL,
                changes::ALL,
                check::ALL,
                backup::ALL,
                deliveries::ALL,
                followers::ALL,
                media::ALL,
                redirects::ALL,
                shelves::ALL,
                sources::ALL,
                stories::ALL,
                versions::ALL,
            ],
        ];
        for (name, sql) in files.into_iter().flatten().copied().flatten() {
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

#[test]
fn no_file_with_statements_is_left_out_of_that_test() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let listed = concat!(include_str!("statements.rs"), include_str!("../acts.rs"));
    for folder in [source.clone(), source.join("acts")] {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let has_some =
                path.is_file() && std::fs::read_to_string(&path).unwrap().contains("\nstatements! {");
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(!has_some || listed.contains(&format!("{name}::ALL")), "{name} is not listed");
        }
    }
}
