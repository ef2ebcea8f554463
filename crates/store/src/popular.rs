//! What is read most: views are added up, and what pages show of it changes with the log.
//!
//! How much a view counts and when a list is too thin is `newsroom::popular`'s to say.

use jiff::{SignedDuration, Timestamp};
use newsroom::popular::{self, List, Scale};
use newsroom::{Change, ChangeKind, StoryId, Tag};

use crate::arg::json;
use crate::row::{FromRow, Json, Row};
use crate::sql::{args, statements};
use crate::{Db, Result, Store, Tx, changes};

statements! {
    SCALE = "SELECT half_life, landmark, last_view_at FROM popular_list WHERE list = $1";
    /// Also takes the list's row: nodes add to a list one after the other.
    TOUCH = "INSERT INTO popular_list (list, half_life, landmark, last_view_at) VALUES ($1, $2, $3, $3) \
             ON CONFLICT (list) DO UPDATE SET last_view_at = CASE \
             WHEN popular_list.last_view_at < excluded.last_view_at THEN excluded.last_view_at \
             ELSE popular_list.last_view_at END";
    MOVE = "UPDATE popular_list SET half_life = $2, landmark = $3 WHERE list = $1";
    MULTIPLY = "UPDATE popular SET score = score * $2 WHERE list = $1";
    ADD = "INSERT INTO popular (list, story, score) \
           SELECT CAST($1 AS TEXT), id, CAST($3 AS DOUBLE PRECISION) FROM story WHERE id = $2 \
           ON CONFLICT (list, story) DO UPDATE SET score = popular.score + excluded.score";
    FORGET = "DELETE FROM popular WHERE list = $1 AND score < $2";
    /// Walks down the list, however large the archive is.
    LEADING = "SELECT p.story, p.score FROM popular p CROSS JOIN story s \
               WHERE p.list = $1 AND p.score >= $2 AND s.id = p.story AND s.state = 'live' \
               AND s.kind IN ('text', 'package') AND ($3 = '' OR s.section = $3) \
               ORDER BY p.score DESC, p.story DESC LIMIT $4";
    SHOWN = "SELECT s.hours, s.week, l.last_view_at FROM popular_shown s \
             JOIN popular_list l ON l.list = 'hours' WHERE s.scope = $1";
    BLANK = "UPDATE popular_shown SET hours = '[]', week = '[]'";
    /// Of two nodes that find the same, one says it.
    SHOW = "INSERT INTO popular_shown (scope, hours, week) VALUES ($1, $2, $3) \
            ON CONFLICT (scope) DO UPDATE SET hours = excluded.hours, week = excluded.week \
            WHERE popular_shown.hours <> excluded.hours OR popular_shown.week <> excluded.week";
}

/// So few views are none: rows below that are forgotten.
const NEXT_TO_NONE: f64 = 0.001;

/// How the house counts.
#[derive(Debug, Clone)]
pub struct Rules {
    pub half_life_hours: SignedDuration,
    pub half_life_week: SignedDuration,
    /// Stories in a list.
    pub length: u32,
    /// Views, as they count now, that a story needs to stand in a list.
    pub least: f64,
    /// Without any view for so long, the lists are out of date.
    pub stale_after: SignedDuration,
}

impl Rules {
    /// From this moment on what is shown is out of date, should no view come.
    pub fn stale_at(&self, shown: &Shown) -> Timestamp {
        shown.last_view_at.checked_add(self.stale_after).unwrap_or(Timestamp::MAX)
    }
}

/// What pages of one scope show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    pub hours: Vec<StoryId>,
    pub week: Vec<StoryId>,
    pub last_view_at: Timestamp,
}

/// A story and its score, in views as they count at the time asked about.
pub type Ranked = (StoryId, f64);

/// Adds views of stories, all of them seen about `now`. Several nodes may do so at once.
pub async fn add(store: &Store, views: &[(StoryId, u64)], rules: &Rules, now: Timestamp) -> Result<()> {
    if views.is_empty() {
        return Ok(());
    }
    // A few seconds of views may be lost in a power cut.
    let mut tx = store.begin_unsynced().await?;
    for list in List::ALL {
        let scale = scale_to_add(&mut tx, list, rules, now).await?;
        let weight = scale.weight(now);
        let row =
            |(story, count): &(StoryId, u64)| args![list.name(), *story, weight * *count as f64].to_vec();
        tx.each(ADD, &views.iter().map(row).collect::<Vec<_>>()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The stories that lead a list now, best first; an empty `section` is the whole paper.
pub async fn leading(
    db: &Db,
    list: List,
    section: &str,
    rules: &Rules,
    now: Timestamp,
) -> Result<Vec<Ranked>> {
    let Some(kept) = db.opt::<Kept>(SCALE, args![list.name()]).await? else { return Ok(Vec::new()) };
    let least = kept.scale.score(rules.least, now);
    let ranked: Vec<Ranked> = db.all(LEADING, args![list.name(), least, section, rules.length]).await?;
    Ok(ranked.into_iter().map(|(story, score)| (story, kept.scale.worth(score, now))).collect())
}

/// What pages show; `None` where nothing was ever counted.
pub async fn shown(db: &Db, section: &str) -> Result<Option<Shown>> {
    db.opt(SHOWN, args![section]).await
}

/// Compares what leads with what pages show, and where it is not the same, changes that, in one change
/// of the log. Gives the sections concerned.
pub async fn announce(
    store: &Store,
    sections: &[&str],
    rules: &Rules,
    now: Timestamp,
) -> Result<Vec<String>> {
    let mut news = Vec::new();
    for section in sections {
        let before = shown(store.db(), section).await?;
        let stale = before.as_ref().is_some_and(|shown| now >= rules.stale_at(shown));
        let before = before.unwrap_or_default();
        let mut lists = [Vec::new(), Vec::new()];
        for (list, ids) in List::ALL.into_iter().zip(&mut lists).filter(|_| !stale) {
            let ranked = leading(store.db(), list, section, rules, now).await?;
            let all: Vec<StoryId> = ranked.into_iter().map(|(story, _)| story).collect();
            *ids = popular::shown(&all).to_vec();
        }
        let [hours, week] = lists;
        if hours != before.hours || week != before.week {
            news.push((section, hours, week));
        }
    }
    let mut told = Vec::new();
    if news.is_empty() {
        return Ok(told);
    }
    let mut tx = store.begin_unsynced().await?;
    for (section, hours, week) in news {
        if tx.exec(SHOW, args![*section, json(&hours), json(&week)]).await? > 0 {
            told.push((*section).to_owned());
        }
    }
    if !told.is_empty() {
        let tags = told.iter().map(|section| Tag::popular(section)).collect();
        let change = Change { kind: ChangeKind::Popular, story: None, version: None, tags };
        changes::append(&mut tx, &change, now).await?;
    }
    tx.commit().await?;
    Ok(told)
}

/// Forgets scores that have decayed to nothing; how many they were.
pub async fn forget(store: &Store, now: Timestamp) -> Result<u64> {
    let mut gone = 0;
    let mut tx = store.begin_unsynced().await?;
    for list in List::ALL {
        if let Some(kept) = tx.opt::<Kept>(SCALE, args![list.name()]).await? {
            gone += tx.exec(FORGET, args![list.name(), kept.scale.score(NEXT_TO_NONE, now)]).await?;
        }
    }
    tx.commit().await?;
    Ok(gone)
}

/// The scale of a list that is added to until the transaction ends, moved where that is due.
async fn scale_to_add(tx: &mut Tx, list: List, rules: &Rules, now: Timestamp) -> Result<Scale> {
    let half_life = match list {
        List::Hours => rules.half_life_hours,
        List::Week => rules.half_life_week,
    };
    let before = tx.opt::<Kept>(SCALE, args![list.name()]).await?;
    tx.exec(TOUCH, args![list.name(), half_life.as_secs(), now]).await?;
    // Pages left the list out when it was out of date, of their own accord: it has to be announced anew.
    if before.is_some_and(|kept| now.duration_since(kept.last_view_at) >= rules.stale_after) {
        tx.exec(BLANK, args![]).await?;
    }
    let scale = tx.one::<Kept>(SCALE, args![list.name()]).await?.scale;
    let Some((moved, factor)) = scale.moved(half_life, now) else { return Ok(scale) };
    tx.exec(MULTIPLY, args![list.name(), factor]).await?;
    tx.exec(MOVE, args![list.name(), half_life.as_secs(), now]).await?;
    Ok(moved)
}

/// A list's row.
struct Kept {
    scale: Scale,
    last_view_at: Timestamp,
}

impl FromRow for Kept {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let half_life = SignedDuration::from_secs(row.next()?);
        Ok(Kept { scale: Scale { landmark: row.next()?, half_life }, last_view_at: row.next()? })
    }
}

impl FromRow for Shown {
    fn read(row: &mut Row<'_>) -> Result<Self> {
        let ids = |Json(ids): Json<Vec<i64>>| ids.into_iter().map(StoryId).collect();
        Ok(Shown { hours: ids(row.next()?), week: ids(row.next()?), last_view_at: row.next()? })
    }
}
