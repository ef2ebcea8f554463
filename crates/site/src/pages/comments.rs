//! All comments on a story, page by page.

use newsroom::{State, Tag};
use store::stories;

use super::{gone, story};
use crate::addresses;
use crate::comments::{answer, thread, view::CommentsBody};
use crate::making::Making;
use crate::render::{Outcome, RenderError, print};

pub async fn render(
    mut making: Making<'_>,
    (day, slug): (&str, &str),
    newest: bool,
    page: u32,
) -> Result<Outcome, RenderError> {
    let db = making.site.store.db();
    let Some(story) = stories::by_path(db, day, slug).await? else {
        return story::elsewhere(making, day, slug, "/comments").await;
    };
    let story = gone::if_over(story, making.now);
    match story.state {
        State::Live => {}
        State::Killed => return gone::render(making, &story).await,
        _ => return Ok(Outcome::Missing),
    }
    making.tag(Tag::story(story.id));
    let Some(comments) = thread::view(&mut making, &story, newest, page).await? else {
        return Ok(Outcome::Missing);
    };
    if page > comments.pager.pages {
        return Ok(Outcome::Missing);
    }
    let link = answer::link(&making, &story).await?;
    let title = making.say("comments-title", &[("headline", (&link.name).into())]);
    let mut view = making.page_view("comments", &title, &thread::key(&story, newest, page).address());
    // The story's page has the words; search engines need no second one.
    view.robots = "noindex".into();
    let here = making.say("comments", &[]);
    view.breadcrumb = making.crumbs(&[(&link.name, Some(addresses::story_href(day, slug))), (&here, None)]);
    let body = CommentsBody { story: link, comments };
    print(making, 200, "comments.html", view, story.section.as_deref(), body)
}
