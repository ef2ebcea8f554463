//! The newest comments of the whole paper: a page, a feed, and a few lines for the front.

use newsroom::Tag;
use store::comments::{self, Placed};

use super::feed::host;
use crate::addresses::{self, FeedFormat};
use crate::comments::view::{RecentBody, RecentComment};
use crate::feeds::{self, Entry, Feed};
use crate::making::Making;
use crate::render::{Outcome, RenderError, bytes, print};
use crate::view::NamedLink;

/// Comments on the page and in the feed.
const MOST: u32 = 50;
/// Characters of a comment where it is one of a list.
const EXCERPT: usize = 160;

/// The newest comments; none where the paper has no comments. The page depends on them and on their
/// stories from now on.
pub async fn newest(making: &mut Making<'_>, most: u32) -> Result<Vec<RecentComment>, RenderError> {
    let found = read(making, most).await?;
    Ok(found.iter().map(|placed| one(making, placed)).collect())
}

pub async fn render(mut making: Making<'_>) -> Result<Outcome, RenderError> {
    let comments = newest(&mut making, MOST).await?;
    let heading = making.say("recent-comments", &[]);
    let mut page = making.page_view("recent_comments", &heading, addresses::RECENT_COMMENTS);
    page.robots = "noindex".into();
    page.breadcrumb = making.crumbs(&[(&heading, None)]);
    page.feeds = FeedFormat::ALL
        .into_iter()
        .map(|format| crate::view::FeedLink {
            mime: format.mime(),
            title: making.say("comments-feed", &[("format", format.name().into())]),
            href: addresses::comment_feed_href(format),
        })
        .collect();
    print(making, 200, "recent_comments.html", page, None, RecentBody { comments })
}

pub async fn feed(mut making: Making<'_>, format: FeedFormat) -> Result<Outcome, RenderError> {
    let found = read(&mut making, MOST).await?;
    let site = making.site;
    let origin = site.origin();
    let entry = |placed: &Placed| {
        let comment = &placed.kept.comment;
        let at = wire::Moment::utc(comment.at);
        Entry {
            id: format!("tag:{},2026:comment/{}", host(origin), comment.id.0),
            url: format!("{origin}{}", href(placed)),
            title: making.say(
                "comment-by-on",
                &[("name", (&comment.name).into()), ("headline", (&placed.headline).into())],
            ),
            summary: Some(comment.text.clone()),
            html: None,
            published: Some(at),
            modified: None,
            sort_at: comment.at,
            authors: vec![comment.name.clone()],
            agency: site.settings.name.clone(),
            categories: Vec::new(),
            language: None,
            picture: None,
        }
    };
    let feed = Feed {
        title: making.say("comments-feed-title", &[("paper", (&site.settings.name).into())]),
        description: making.say("comments-feed-about", &[]),
        page: format!("{origin}{}", addresses::RECENT_COMMENTS),
        address: format!("{origin}{}", addresses::comment_feed_href(format)),
        language: site.settings.language.clone(),
        copyright: String::new(),
        entries: found.iter().map(entry).collect(),
        withdrawn: Vec::new(),
    };
    let (mime, body) = feeds::written(&feed, format);
    Ok(bytes(making, 200, mime, body))
}

async fn read(making: &mut Making<'_>, most: u32) -> Result<Vec<Placed>, RenderError> {
    if !making.site.settings.comments.enabled {
        return Ok(Vec::new());
    }
    making.tag(Tag::recent_comments());
    let found = comments::recent(making.site.store.db(), most, making.now).await?;
    for placed in &found {
        making.tag(Tag::story(placed.kept.comment.story));
    }
    Ok(found)
}

fn one(making: &Making<'_>, placed: &Placed) -> RecentComment {
    let comment = &placed.kept.comment;
    let words = comment.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let excerpt = match words.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words,
    };
    RecentComment {
        name: comment.name.clone(),
        at: making.site.times.instant(comment.at),
        excerpt,
        href: href(placed),
        story: NamedLink {
            name: placed.headline.clone(),
            href: addresses::story_href(&placed.day, &placed.slug),
        },
    }
}

fn href(placed: &Placed) -> String {
    addresses::comment_href(&placed.day, &placed.slug, &placed.kept.comment.id.0.to_string())
}
