//! All comments on a story, page by page.

use super::gone;
use crate::addresses;
use crate::comments::{answer, thread, view::CommentsBody};
use crate::making::Making;
use crate::render::{Outcome, RenderError, print};

pub async fn render(
    making: Making<'_>,
    (day, slug): (&str, &str),
    newest: bool,
    page: u32,
) -> Result<Outcome, RenderError> {
    let (mut making, story) = match gone::live(making, day, slug, "/comments").await? {
        Ok(there) => there,
        Err(instead) => return Ok(instead),
    };
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
