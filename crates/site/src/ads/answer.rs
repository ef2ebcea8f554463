//! What is answered to each reader alone: frames, clicks, what was in view, and the choice.

use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use hyper::body::Incoming;

use super::consent::{self, Choice};
use crate::Site;
use crate::addresses::{self, AdAct};
use crate::comments::answer::{from_here, see_other};
use crate::making::Making;
use crate::page::Page;
use crate::render::{RenderError, printed};
use crate::settings::ads::Kind;
use crate::view::PrivacyBody;
use crate::views::{accepts_html, beacon};

/// Where a page says what was in view.
pub const SEEN: &str = "/api/ad";
/// More slots than any page has.
const MOST_SEEN: usize = 20;
/// A form with two fields.
const LARGEST: usize = 4 << 10;

type Answer = Result<Response<Bytes>, RenderError>;

/// Answers what is asked at an address of advertising.
pub async fn answer(site: &Arc<Site>, client: IpAddr, request: Request<Incoming>, act: &AdAct) -> Answer {
    let head_only = request.method() == Method::HEAD;
    let reads = head_only || request.method() == Method::GET;
    match act {
        AdAct::Frame { id, slot } if reads => {
            let frames = site.ads.frames.get(id);
            let page = frames.and_then(|frames| frames.get(slot, consent::agreed(site, request.headers())));
            match page {
                Some(page) => Ok(page.answer(head_only, request.headers())),
                None => missing(site, &request).await,
            }
        }
        AdAct::Go { id, slot } if reads => match site.ads.get(id).filter(|ad| !ad.href.is_empty()) {
            Some(ad) => {
                if !head_only && accepts_html(request.headers()) {
                    site.ads.counts.note(id, slot, true, client, request.headers());
                }
                Ok(unkept(found(&ad.href)))
            }
            None => missing(site, &request).await,
        },
        AdAct::Privacy if reads => privacy(site, head_only, request.headers()).await.map(unkept),
        AdAct::Choose if request.method() == Method::POST => choose(site, request).await.map(unkept),
        AdAct::Choose if reads => Ok(see_other(addresses::PRIVACY)),
        _ => Ok(unkept(crate::comments::answer::plain(
            StatusCode::METHOD_NOT_ALLOWED,
            "This address takes no such request.\n",
        ))),
    }
}

/// `POST /api/ad`: advertisements were in view. What is said is the id and the slot of each, one a line.
pub async fn seen(site: &Site, client: IpAddr, request: Request<Incoming>) -> StatusCode {
    let headers = request.headers().clone();
    let said = match beacon::read(site, request).await {
        Ok(said) => said,
        Err(status) => return status,
    };
    if said.trim().is_empty() {
        return StatusCode::BAD_REQUEST;
    }
    for line in said.lines().take(MOST_SEEN) {
        let (id, slot) = line.trim().split_once(' ').unwrap_or_default();
        let Some(ad) = site.ads.get(id).filter(|ad| ad.slots.iter().any(|name| name == slot)) else {
            return StatusCode::BAD_REQUEST;
        };
        // Readers who did not agree to a tag saw what stands in for it.
        let shown = match (ad.kind(), consent::agreed(site, &headers)) {
            (Kind::Tag, false) => ad.fallback.as_deref().unwrap_or(id),
            _ => id,
        };
        site.ads.counts.note(shown, slot, false, client, &headers);
    }
    StatusCode::NO_CONTENT
}

async fn privacy(site: &Arc<Site>, head_only: bool, asked: &HeaderMap) -> Answer {
    let making = Making::new(site, (site.clock)());
    let heading = making.say("privacy", &[]);
    let mut page = making.page_view("privacy", &heading, addresses::PRIVACY);
    page.robots = "noindex".into();
    page.breadcrumb = making.crumbs(&[(&heading, None)]);
    let now = making.now;
    let body = PrivacyBody {
        asks: site.settings.ads.asks(),
        hosts: site.settings.ads.hosts().into_iter().map(str::to_owned).collect(),
        chosen: consent::chosen(asked),
    };
    let rendered = printed(making, 200, "privacy.html", page, None, body)?;
    Ok(Page::once(rendered.status, rendered.mime, rendered.body, now, asked).answer(head_only, asked))
}

async fn choose(site: &Arc<Site>, request: Request<Incoming>) -> Answer {
    let (head, body) = request.into_parts();
    if !from_here(&head.headers, site.origin()) {
        return Ok(crate::comments::answer::plain(StatusCode::FORBIDDEN, "This came from another site.\n"));
    }
    let Ok(bytes) = axum::body::to_bytes(axum::body::Body::new(body), LARGEST).await else {
        return Ok(crate::comments::answer::plain(StatusCode::PAYLOAD_TOO_LARGE, "This is too large.\n"));
    };
    let (mut choice, mut back) = (None, "/".to_owned());
    for (name, value) in url::form_urlencoded::parse(&bytes) {
        match &*name {
            "choice" => choice = Choice::of_word(&value),
            "back" => back = consent::back(&value).to_owned(),
            _ => {}
        }
    }
    let mut answer = see_other(if choice.is_some() { &back } else { addresses::PRIVACY });
    let secure = site.origin().starts_with("https://");
    if let Some(cookie) = choice.and_then(|choice| choice.cookie(secure)).filter(|_| site.settings.ads.asks())
    {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(answer)
}

async fn missing(site: &Arc<Site>, request: &Request<Incoming>) -> Answer {
    Ok(site.not_found().await?.answer(request.method() == Method::HEAD, request.headers()))
}

/// To where an advertisement leads.
fn found(to: &str) -> Response<Bytes> {
    let mut answer = see_other(to);
    *answer.status_mut() = StatusCode::FOUND;
    answer.headers_mut().insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    answer
}

fn unkept(mut answer: Response<Bytes>) -> Response<Bytes> {
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    answer
}
