//! What else a move concerns: the stories that name this one, and those that show its picture.

use newsroom::{Story, StoryId, Tag};
use wire::ItemKind;

use crate::sql::{args, statements};
use crate::{Result, Tx, media, shelves};

statements! {
    NAMERS = "SELECT s.id FROM link l JOIN story s ON s.id = l.story \
              WHERE l.agency = $1 AND l.guid = $2 AND s.state = 'live' AND s.id <> $3 ORDER BY s.id LIMIT 200";
    /// The other members of the live packages that name it.
    BESIDE = "SELECT s.id FROM link l JOIN story p ON p.id = l.story AND p.state = 'live' AND p.kind = 'package' \
              JOIN link m ON m.story = p.id JOIN story s ON s.agency = m.agency AND s.guid = m.guid \
              WHERE l.agency = $1 AND l.guid = $2 AND s.state = 'live' AND s.id <> $3 \
              GROUP BY s.id ORDER BY s.id LIMIT 200";
    MEMBERS = "SELECT s.id FROM link l JOIN story s ON s.agency = l.agency AND s.guid = l.guid \
               WHERE l.story = $1 AND s.state = 'live' AND s.id <> $1 GROUP BY s.id ORDER BY s.id LIMIT 200";
}

/// Tags gathered for one change, each once.
#[derive(Default)]
pub(crate) struct Tags(Vec<Tag>);

impl Tags {
    pub fn add(&mut self, tag: Tag) {
        if !self.0.contains(&tag) {
            self.0.push(tag);
        }
    }

    pub fn into_vec(self) -> Vec<Tag> {
        self.0
    }
}

/// The live stories round one.
#[derive(Default)]
pub(crate) struct Neighbours {
    /// Some live story names it.
    pub named: bool,
    /// Those whose leading picture may come from it.
    pub pictured: Vec<StoryId>,
}

/// Adds the tags of the live stories whose pages show something of this one, and finds those whose
/// leading picture may come from it. To be called before the move for those that it
/// leaves, and after it for those that it joins.
pub(crate) async fn add_neighbours(tx: &mut Tx, story: &Story, tags: &mut Tags) -> Result<Neighbours> {
    let named = args![&story.agency, &story.guid, story.id];
    let mut pictured: Vec<(StoryId,)> = Vec::new();
    let namers: Vec<(StoryId,)> = tx.all(NAMERS, named).await?;
    match story.kind {
        ItemKind::Picture | ItemKind::Graphic => {
            pictured.extend(&namers);
            if !namers.is_empty() {
                pictured.extend(tx.all::<(StoryId,)>(BESIDE, named).await?);
            }
        }
        ItemKind::Package => pictured.extend(tx.all::<(StoryId,)>(MEMBERS, args![story.id]).await?),
        ItemKind::Text | ItemKind::Video | ItemKind::Audio => {}
    }
    let named = !namers.is_empty();
    for (namer,) in namers {
        tags.add(Tag::story(namer));
    }
    for (shows,) in &pictured {
        tags.add(Tag::story(*shows));
        for place in shelves::standing(tx, *shows).await? {
            tags.add(place.tag());
        }
    }
    Ok(Neighbours { named, pictured: pictured.into_iter().map(|(id,)| id).collect() })
}

/// Has stories choose their leading picture anew.
pub(crate) async fn choose_pictures(tx: &mut Tx, stories: &[StoryId]) -> Result<()> {
    for story in stories {
        media::choose_lead(tx, *story).await?;
    }
    Ok(())
}
