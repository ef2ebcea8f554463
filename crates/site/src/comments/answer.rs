//! The form and the answers to it, a reader's own comments, permalinks, recommending and reporting.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use newsroom::comments::{self as rules, CommentId, Draft, State};
use newsroom::{Change, State as StoryState, Story};
use store::acts::comments::{self as acts, Author, Mark, Posted};
use store::changes::Logged;
use store::secrets::Key;
use store::{comments, stories, versions};

use super::name::Reader;
use super::thread::{self, THREADS};
use super::view::{CommentView, FormBody, OwnBody};
use super::{Peer, refusal, sign};
use crate::addresses::{self, CommentAct};
use crate::making::Making;
use crate::render::{RenderError, printed};
use crate::view::NamedLink;
use crate::{Site, pages};

/// No form is larger; a text of 5000 characters fits in any script.
const LARGEST: usize = 128 << 10;

type Answer = Result<Response<Bytes>, RenderError>;

/// Answers what is asked of the comments under a story, and lets nobody keep the answer.
pub async fn answer(
    site: &Arc<Site>,
    request: Request<Incoming>,
    (day, slug): (&str, &str),
    act: CommentAct,
) -> Answer {
    let mut answer = route(site, request, (day, slug), act).await?;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

async fn route(
    site: &Arc<Site>,
    request: Request<Incoming>,
    (day, slug): (&str, &str),
    act: CommentAct,
) -> Answer {
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    let writes = request.method() == Method::POST;
    let now = (site.clock)();
    let story = stories::by_path(site.store.db(), day, slug).await?;
    let story = story.map(|story| pages::gone::if_over(story, now));
    let Some(story) = story.filter(|story| story.state == StoryState::Live) else {
        return missing(site, &request).await;
    };
    let key = site.comment_key().await?;
    let ask = Ask { site, story, key, head_only: request.method() == Method::HEAD };
    match act {
        CommentAct::New if reads => {
            let reply = request.uri().query().and_then(|query| {
                let mut pairs = url::form_urlencoded::parse(query.as_bytes());
                pairs.find(|(name, _)| name == "reply").and_then(|(_, id)| id.parse().ok())
            });
            let sent = Sent { reply, ..Sent::default() };
            ask.form(200, sent, Vec::new(), request.headers()).await
        }
        CommentAct::New if writes => ask.take(request).await,
        CommentAct::Own if reads => ask.own(request.headers()).await,
        CommentAct::One(id) if reads => ask.permalink(CommentId(id), &request).await,
        CommentAct::Recommend(id) if writes => ask.mark(CommentId(id), Mark::Recommend, &request).await,
        CommentAct::Report(id) if writes => {
            let hold_at = site.settings.comments.hold_reports;
            ask.mark(CommentId(id), Mark::Report { hold_at }, &request).await
        }
        _ => Ok(plain(StatusCode::METHOD_NOT_ALLOWED, "This address takes no such request.\n")),
    }
}

/// What came in the form.
#[derive(Default)]
struct Sent {
    reply: Option<i64>,
    name: String,
    email: String,
    text: String,
    token: String,
    /// A field that people do not see.
    website: String,
}

impl Sent {
    fn read(bytes: &[u8]) -> Sent {
        let mut sent = Sent::default();
        for (name, value) in url::form_urlencoded::parse(bytes) {
            let value = value.into_owned();
            match &*name {
                "reply" => sent.reply = value.parse().ok(),
                "name" => sent.name = value,
                "email" => sent.email = value,
                "text" => sent.text = value,
                "token" => sent.token = value,
                "website" => sent.website = value,
                _ => {}
            }
        }
        sent
    }
}

struct Ask<'a> {
    site: &'a Arc<Site>,
    story: Story,
    key: Key,
    head_only: bool,
}

impl Ask<'_> {
    /// A form came: the comment is taken, or the form is shown again with everything that was in it.
    async fn take(self, request: Request<Incoming>) -> Answer {
        let (head, body) = request.into_parts();
        let Ok(bytes) = axum::body::to_bytes(axum::body::Body::new(body), LARGEST).await else {
            return Ok(plain(StatusCode::PAYLOAD_TOO_LARGE, "This is larger than any comment may be.\n"));
        };
        let sent = Sent::read(&bytes);
        let (asked, now) = (&head.headers, (self.site.clock)());
        if !from_here(asked, self.site.origin()) {
            let problem = self.making().say("refused-elsewhere", &[]);
            return self.form(403, sent, vec![problem], asked).await;
        }
        let keeper = Reader::who(self.site, &self.key, asked).await?;
        let (name, email) = match &keeper {
            Some(keeper) => (&keeper.name, ""),
            None => (&sent.name, sent.email.as_str()),
        };
        let draft = Draft::tidy(name, email, &sent.text);
        let problems: Vec<String> = {
            let making = self.making();
            let of_form = sign::check_form(&self.key, self.story.id, &sent.token, now);
            let trap = (!sent.website.is_empty()).then_some("refused-trap");
            let said = of_form.into_iter().chain(trap).map(|key| making.say(key, &[]));
            draft.problems().iter().map(|why| refusal::told(&making, why)).chain(said).collect()
        };
        if !problems.is_empty() {
            return self.form(422, sent, problems, asked).await;
        }
        let reader = sign::reader(&self.key, from(&head.extensions));
        if !self.site.limits.comments.take(&reader, now) {
            let wait = self.making().say("refused-often", &[]);
            return self.form(429, sent, vec![wait], asked).await;
        }
        let given = draft.email.as_deref().map(|address| sign::email(&self.key, address));
        let author = Author {
            reader,
            proved: keeper.is_some(),
            email: keeper.map(|keeper| keeper.email).or(given),
            name: sign::name(&self.key, &draft.name),
            form: sign::spent(&self.key, self.story.id, &sent.token),
        };
        let settings = &self.site.settings;
        let rules = settings.comments.rules(self.story.section.as_deref(), &settings.name);
        let reply = sent.reply.map(CommentId);
        let posted = acts::post(&self.site.store, self.story.id, reply, &draft, &author, &rules, now).await?;
        match posted {
            Posted::Refused(why) => {
                let why = refusal::told(&self.making(), &why);
                self.form(422, sent, vec![why], asked).await
            }
            Posted::Kept { id, held, change, seq } => {
                self.heard(change, seq).await;
                let to = if held { "mine".to_owned() } else { id.0.to_string() };
                let mut answer = see_other(&self.href(&to));
                let secure = self.site.origin().starts_with("https://");
                if let Ok(cookie) = HeaderValue::from_str(&sign::cookie(&self.key, asked, id, secure)) {
                    answer.headers_mut().insert(header::SET_COOKIE, cookie);
                }
                Ok(answer)
            }
        }
    }

    async fn form(&self, status: u16, sent: Sent, problems: Vec<String>, asked: &HeaderMap) -> Answer {
        let making = self.making();
        let rules = thread::rules_of(&making, &self.story).await?;
        let published = self.story.published.map(|moment| moment.at);
        if let Err(closed) = rules::open_until(&rules, published, making.now) {
            let to = thread::key(&self.story, false, 1).address();
            tracing::debug!("{closed} {to}");
            return Ok(see_other(&to));
        }
        let answered = match sent.reply {
            Some(id) => comments::get(self.site.store.db(), CommentId(id)).await?,
            None => None,
        };
        let answered = answered
            .filter(|kept| kept.comment.story == self.story.id && kept.comment.state == State::Shown)
            .map(|kept| thread::one(&making, &self.story, &kept, false));
        let heading = match &answered {
            Some(comment) => making.say("answer-to", &[("name", (&comment.name).into())]),
            None => making.say("leave-comment", &[]),
        };
        let kept = Reader::who(self.site, &self.key, asked).await?.map(|reader| reader.name);
        let reply = answered.as_ref().map(|comment| format!("?reply={}", comment.id)).unwrap_or_default();
        let back = format!("{}{reply}", self.href("new"));
        let back = url::form_urlencoded::byte_serialize(back.as_bytes()).collect::<String>();
        let sign_in = self.site.mailer.as_ref().map(|_| format!("{}?back={back}", addresses::SIGN_IN));
        let story = self.link().await?;
        let mut page = making.page_view("comment_form", &heading, &self.href("new"));
        page.robots = "noindex".into();
        page.breadcrumb = making.crumbs(&[(&story.name, Some(story.href.clone())), (&heading, None)]);
        let body = FormBody {
            story,
            heading,
            action: self.href("new"),
            token: sign::form(&self.key, self.story.id, making.now),
            answered,
            problems,
            name: sent.name,
            email: sent.email,
            text: sent.text,
            pre: thread::is_pre(&rules),
            kept,
            sign_in,
            sign_out: addresses::SIGN_OUT,
        };
        let now = making.now;
        let section = self.story.section.clone();
        let rendered = printed(making, status, "comment_form.html", page, section.as_deref(), body)?;
        Ok(rendered.into_page(0, now).await.answer(self.head_only, asked))
    }

    /// The reader's own comments under this story, with what became of them.
    async fn own(&self, asked: &HeaderMap) -> Answer {
        let making = self.making();
        let mut own: Vec<CommentView> = Vec::new();
        for id in sign::own(&self.key, asked) {
            let kept = comments::get(self.site.store.db(), id).await?;
            let Some(kept) = kept.filter(|kept| kept.comment.story == self.story.id) else { continue };
            let state = match kept.comment.state {
                State::Held => "state-held",
                State::Shown => "state-shown",
                State::Rejected => "state-rejected",
                State::Removed => "state-removed",
            };
            let view = thread::one(&making, &self.story, &kept, false);
            own.push(CommentView { state: Some(making.say(state, &[])), ..view });
        }
        own.reverse();
        let story = self.link().await?;
        let heading = making.say("your-comments", &[]);
        let mut page = making.page_view("comment_own", &heading, &self.href("mine"));
        page.robots = "noindex".into();
        page.breadcrumb = making.crumbs(&[(&story.name, Some(story.href.clone())), (&heading, None)]);
        let (now, section) = (making.now, self.story.section.clone());
        let body = OwnBody { story, comments: own };
        let rendered = printed(making, 200, "comment_own.html", page, section.as_deref(), body)?;
        Ok(rendered.into_page(0, now).await.answer(self.head_only, asked))
    }

    /// Leads to the page on which a comment stands.
    async fn permalink(&self, id: CommentId, request: &Request<Incoming>) -> Answer {
        let db = self.site.store.db();
        let kept = comments::get(db, id).await?;
        let Some(kept) = kept.filter(|kept| {
            kept.comment.story == self.story.id && matches!(kept.comment.state, State::Shown | State::Removed)
        }) else {
            return missing(self.site, request).await;
        };
        let root = kept.comment.thread.unwrap_or(id);
        let before = comments::threads_before(db, self.story.id, root).await?;
        let page = u32::try_from(before / u64::from(THREADS)).unwrap_or(0) + 1;
        let page = thread::key(&self.story, false, page).address();
        Ok(see_other(&format!("{page}#comment-{}", id.0)))
    }

    async fn mark(&self, id: CommentId, mark: Mark, request: &Request<Incoming>) -> Answer {
        if !from_here(request.headers(), self.site.origin()) {
            return Ok(plain(StatusCode::FORBIDDEN, "This came from another site.\n"));
        }
        let (db, now) = (self.site.store.db(), (self.site.clock)());
        let known = comments::get(db, id).await?.filter(|kept| kept.comment.story == self.story.id);
        if known.is_none() {
            return missing(self.site, request).await;
        }
        let from = from(request.extensions());
        if !self.site.limits.marks.take(&sign::reader(&self.key, from), now) {
            let wait = self.making().say("refused-often-asked", &[]);
            return Ok(plain(StatusCode::TOO_MANY_REQUESTS, format!("{wait}\n")));
        }
        let agent = request.headers().get(header::USER_AGENT).map_or(&b""[..], HeaderValue::as_bytes);
        let today = now.strftime("%Y-%m-%d");
        let said = format!("mark {today} {from} {}", String::from_utf8_lossy(agent));
        if let Some((change, seq)) =
            acts::mark(&self.site.store, id, mark, &self.key.hash(&said), now).await?
        {
            self.heard(change, seq).await;
        }
        let to = match mark {
            Mark::Recommend => self.href(&id.0.to_string()),
            // It may be held now, and then has no page.
            Mark::Report { .. } => thread::key(&self.story, false, 1).address(),
        };
        Ok(see_other(&to))
    }

    /// This process's own pages hear of it before the reader is sent to them.
    async fn heard(&self, change: Change, seq: i64) {
        self.site.follow(&[Logged { seq, at: (self.site.clock)(), change }]).await;
    }

    fn making(&self) -> Making<'_> {
        Making::new(self.site, (self.site.clock)())
    }

    fn href(&self, rest: &str) -> String {
        addresses::comment_href(&self.story.day, &self.story.slug, rest)
    }

    async fn link(&self) -> Result<NamedLink, RenderError> {
        link(&self.making(), &self.story).await
    }
}

/// A story by its headline.
pub async fn link(making: &Making<'_>, story: &Story) -> Result<NamedLink, RenderError> {
    let version = versions::get(making.site.store.db(), story.id, story.shown.unwrap_or_default()).await?;
    let name =
        version.and_then(|version| version.item.headline.clone()).unwrap_or_else(|| making.say("story", &[]));
    Ok(NamedLink { name, href: addresses::story_href(&story.day, &story.slug) })
}

pub(super) async fn missing(site: &Arc<Site>, request: &Request<Incoming>) -> Answer {
    Ok(site.not_found().await?.answer(request.method() == Method::HEAD, request.headers()))
}

pub(super) fn from(extensions: &http::Extensions) -> IpAddr {
    extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0)
}

/// Browsers say where a form stood; those that do not are held to the form's token alone.
pub(crate) fn from_here(asked: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| asked.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(came) = text("origin") else { return true };
    let host = came.split_once("://").map_or("", |(_, host)| host);
    came == origin || text("host") == Some(host)
}

pub(crate) fn see_other(to: &str) -> Response<Bytes> {
    let mut answer = plain(StatusCode::SEE_OTHER, "");
    if let Ok(to) = HeaderValue::from_str(to) {
        answer.headers_mut().insert(header::LOCATION, to);
    }
    answer
}

pub(crate) fn plain(status: StatusCode, words: impl Into<Bytes>) -> Response<Bytes> {
    let mut answer = Response::new(words.into());
    *answer.status_mut() = status;
    *answer.headers_mut() = crate::headers::page();
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, text);
    answer
}
