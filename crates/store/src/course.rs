//! Earlier and later stories of the same matter.

use jiff::Timestamp;
use jiff::civil::Date;
use newsroom::course::{Shared, choose};
use newsroom::{StoryId, Tag};

use crate::sql::{args, statements};
use crate::stories::{self, Card};
use crate::{Db, Result};

/// So many of a story's shelves are looked at: its slugline's, its people's, then the topics with the fewest stories.
const SHELVES: usize = 8;

/// A topic with more stories says nothing of what one of them is about: a paper's own town, "Sport".
const COMMON: u32 = 500;

/// So many stories are looked at on each side of each shelf.
const LOOKED_AT: u32 = 12;

/// The nearest stories of one shelf on one side, as `p`.
macro_rules! side {
    ($shelf:literal, $earlier:literal, $order:literal) => {
        concat!(
            "SELECT p.shelf, p.story, p.sort_at FROM (SELECT shelf, story, sort_at FROM on_shelf WHERE shelf = ",
            $shelf,
            " AND sort_at ",
            $earlier,
            " $9 ORDER BY sort_at ",
            $order,
            ", story ",
            $order,
            " LIMIT $10) p"
        )
    };
}

/// Both sides of all shelves.
macro_rules! sides {
    ($first:literal $(, $shelf:literal)*) => {
        concat!(
            side!($first, "<", "DESC"), " UNION ALL ", side!($first, ">=", "ASC"),
            $(" UNION ALL ", side!($shelf, "<", "DESC"), " UNION ALL ", side!($shelf, ">=", "ASC")),*
        )
    };
}

statements! {
    SHELVES_OF = "SELECT o.shelf, f.kind, f.slug, o.sort_at FROM on_shelf o JOIN shelf f ON f.id = o.shelf \
                  WHERE o.story = $1 AND (f.kind IN ('slugline', 'person') OR f.kind = 'topic' AND f.stories <= $3) \
                  ORDER BY f.kind = 'topic', f.stories, f.id LIMIT $2";
    /// As many as [`SHELVES`]; all of it is read in the order of the shelves' own index.
    BESIDE = sides!("$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8");
    /// A date that the desk put right may be that one; not where it has taken all of that back.
    SPOKEN = "SELECT d.story, d.day FROM story s JOIN spoken_day d ON d.story = s.id AND d.version = s.shown \
              WHERE s.id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
              AND NOT EXISTS (SELECT 1 FROM time_word w WHERE w.story = s.id AND w.says <> 'found' \
              AND NOT EXISTS (SELECT 1 FROM time_word l WHERE l.story = w.story AND l.number > w.number \
              AND l.words = w.words AND l.context = w.context))";
}

/// What tells of the same matter as a story.
#[derive(Debug, Default)]
pub struct Course {
    /// Oldest first.
    pub before: Vec<Card>,
    /// Oldest first.
    pub after: Vec<Card>,
    /// The one day that a text speaks of beside its own; of the story itself too.
    pub days: Vec<(StoryId, Date)>,
    /// What it depends on, whether or not anything was found.
    pub tags: Vec<Tag>,
}

/// The nearest earlier and later live stories that share slugline, people, places and topics with a live one.
pub async fn of(db: &Db, story: StoryId) -> Result<Course> {
    let shelves: Vec<(i64, String, String, Timestamp)> =
        db.all(SHELVES_OF, args![story, SHELVES, COMMON]).await?;
    let Some((.., at)) = shelves.first() else { return Ok(Course::default()) };
    let tags = shelves.iter().map(|(_, kind, slug, _)| Tag::shelf(kind, slug)).collect();
    // No shelf has the number 0.
    let shelf = |n: usize| shelves.get(n).map_or(0, |(id, ..)| *id);
    let args =
        args![shelf(0), shelf(1), shelf(2), shelf(3), shelf(4), shelf(5), shelf(6), shelf(7), *at, LOOKED_AT];
    let beside: Vec<(i64, StoryId, Timestamp)> = db.all(BESIDE, args).await?;
    let kind = |shelf: i64| shelves.iter().find(|(id, ..)| *id == shelf).map_or("", |(_, kind, ..)| kind);
    let shared: Vec<Shared<'_>> = beside
        .iter()
        .filter(|(_, other, _)| *other != story)
        .map(|(shelf, story, at)| Shared { story: *story, at: *at, kind: kind(*shelf) })
        .collect();
    let (before, after) = choose(&shared, *at);
    if before.is_empty() && after.is_empty() {
        return Ok(Course { tags, ..Course::default() });
    }
    let ids = [before.as_slice(), after.as_slice()].concat();
    let (before, after) =
        stories::cards(db, &ids).await?.into_iter().partition(|card| before.contains(&card.id));
    let days = spoken(db, story, &ids).await?;
    Ok(Course { before, after, days, tags })
}

async fn spoken(db: &Db, story: StoryId, ids: &[StoryId]) -> Result<Vec<(StoryId, Date)>> {
    let id = |n: usize| ids.get(n).copied().unwrap_or(story);
    let args = args![story, id(0), id(1), id(2), id(3), id(4), id(5), id(6), id(7)];
    let found: Vec<(StoryId, String)> = db.all(SPOKEN, args).await?;
    Ok(found.into_iter().filter_map(|(story, day)| Some((story, day.parse().ok()?))).collect())
}
