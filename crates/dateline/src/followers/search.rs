//! Keeps the search index in step with the store.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use newsroom::{ChangeKind, State, StoryId};
use site::search::{Entry, Search, SearchWriter};
use store::{Store, changes, followers, stories, versions};
use tokio_util::sync::CancellationToken;

use super::{Breath, more};

const NAME: &str = "search";
/// Stories read at once while the index is built.
const BATCH: u32 = 500;
/// Commits are at least so far apart: each costs a tenth of a second of work, and results are checked
/// against the store in any case.
const REST: Duration = Duration::from_millis(400);

/// Runs until told to stop.
pub async fn run(store: Store, search: Arc<Search>, stop: CancellationToken) {
    let mut breath = Breath::of(NAME);
    loop {
        match follow(&store, &search, &stop).await {
            Ok(()) => return,
            Err(e) if !breath.after(&format!("{e:#}"), &stop).await => return,
            Err(_) => {}
        }
    }
}

async fn follow(store: &Store, search: &Search, stop: &CancellationToken) -> Result<()> {
    let mut writer = search.writer()?;
    let mut seq = match search.cursor() {
        Some(seq) if changes::reach_back(store.db(), seq).await? => seq,
        _ => match build(store, &mut writer, stop).await? {
            Some(seq) => seq,
            None => return Ok(()),
        },
    };
    while !stop.is_cancelled() {
        let logged = changes::after(store.db(), seq, 500).await?;
        let Some(last) = logged.last() else {
            if !more(store, seq, stop).await {
                break;
            }
            continue;
        };
        seq = last.seq;
        // Comments are not searched: they would have every story under discussion indexed again and again.
        let changed = logged.iter().filter(|row| row.change.kind != ChangeKind::Comments);
        let stories: BTreeSet<StoryId> = changed.filter_map(|row| row.change.story).collect();
        for id in stories {
            bring_up_to_date(store, &mut writer, id).await?;
        }
        tokio::task::block_in_place(|| writer.commit(seq))?;
        followers::advance(store, NAME, seq).await?;
        tokio::time::sleep(REST).await;
    }
    Ok(())
}

async fn bring_up_to_date(store: &Store, writer: &mut SearchWriter<'_>, id: StoryId) -> Result<()> {
    let story = stories::get(store.db(), id).await?;
    let live = story.filter(|story| story.state == State::Live && story.kind == wire::ItemKind::Text);
    let Some((story, shown)) = live.and_then(|story| story.shown.map(|shown| (story, shown))) else {
        writer.remove(id);
        return Ok(());
    };
    match versions::get(store.db(), id, shown).await? {
        Some(version) => writer.put(id, &Entry::of(&story, &version))?,
        None => writer.remove(id),
    }
    Ok(())
}

/// Builds the index from the store; returns the change that it then knows. One that is stopped half-way is not kept:
/// the next start would take it for whole.
async fn build(
    store: &Store,
    writer: &mut SearchWriter<'_>,
    stop: &CancellationToken,
) -> Result<Option<i64>> {
    // Read first: what changes meanwhile is looked at once more afterwards.
    let head = changes::head(store.db()).await?;
    writer.clear()?;
    let (mut after, mut done) = (StoryId(0), 0u64);
    loop {
        if stop.is_cancelled() {
            return Ok(None);
        }
        let batch = stories::live_with_text(store.db(), after, BATCH).await?;
        let Some((last, _)) = batch.last() else { break };
        after = last.id;
        for (story, version) in &batch {
            if story.kind == wire::ItemKind::Text {
                writer.put(story.id, &Entry::of(story, version))?;
            }
        }
        done += batch.len() as u64;
        if done % 10_000 < u64::from(BATCH) {
            tracing::info!("Building the search index: {done} stories so far.");
        }
        // The pages need this thread too.
        tokio::task::yield_now().await;
    }
    tokio::task::block_in_place(|| writer.commit(head))?;
    if done > 0 {
        tracing::info!("The search index is built: {done} stories.");
    }
    Ok(Some(head))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that meets an error should fail loudly")]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn an_index_that_was_stopped_while_it_was_built_is_built_anew_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let settings = store::Settings {
            data: folder.path().join("data"),
            database: None,
            bucket: None,
            zone: jiff::tz::TimeZone::UTC,
        };
        let store = Store::open(&settings).await.unwrap();
        let search = Search::open(&folder.path().join("search"), "en").unwrap();
        let stop = CancellationToken::new();
        stop.cancel();
        follow(&store, &search, &stop).await.unwrap();
        assert_eq!(search.cursor(), None);
    }
}
