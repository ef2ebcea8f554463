//! A reader has his name kept: he asks for a mail, opens the link in it, and presses a button there, because
//! programs that look for viruses open links too.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header, request};
use hyper::body::Incoming;
use newsroom::comments::{Draft, Rules, is_house_name};
use newsroom::spam;
use store::acts::readers::{self, Signed};
use store::readers::keeper;
use store::secrets::Key;

use super::answer::{from, from_here, missing, plain, see_other};
use super::name::{Link, Reader};
use super::view::SignInBody;
use super::{refusal, sign};
use crate::Site;
use crate::addresses::{self, ReaderAct};
use crate::ads::consent::back;
use crate::mail::Mailer;
use crate::making::Making;
use crate::page::Page;
use crate::render::{RenderError, printed};

/// A form with a few fields.
const LARGEST: usize = 8 << 10;

type Answer = Result<Response<Bytes>, RenderError>;

/// Answers what is asked about a name, and lets nobody keep the answer.
pub async fn answer(site: &Arc<Site>, request: Request<Incoming>, act: ReaderAct) -> Answer {
    let Some(mailer) = &site.mailer else { return missing(site, &request).await };
    let (head, body) = request.into_parts();
    let key = site.comment_key().await?;
    let door = Door { site, mailer, key, head: &head };
    let reads = head.method == Method::GET || head.method == Method::HEAD;
    let mut answer = if reads && act == ReaderAct::SignIn {
        door.look().await?
    } else if reads {
        see_other(addresses::SIGN_IN)
    } else if head.method != Method::POST {
        plain(StatusCode::METHOD_NOT_ALLOWED, "This address takes no such request.\n")
    } else {
        match axum::body::to_bytes(axum::body::Body::new(body), LARGEST).await {
            Ok(bytes) => door.take(act, &bytes).await?,
            Err(_) => plain(StatusCode::PAYLOAD_TOO_LARGE, "This is too large.\n"),
        }
    };
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

/// What came in a form or in the address.
#[derive(Default)]
struct Sent {
    name: String,
    email: String,
    back: String,
    link: String,
    /// A field that people do not see.
    website: String,
}

impl Sent {
    fn read(bytes: &[u8]) -> Sent {
        let mut sent = Sent { back: addresses::RECENT_COMMENTS.to_owned(), ..Sent::default() };
        for (name, value) in url::form_urlencoded::parse(bytes) {
            match &*name {
                "name" => sent.name = value.into_owned(),
                "email" => sent.email = value.into_owned(),
                "back" => sent.back = back(&value).to_owned(),
                "link" => sent.link = value.into_owned(),
                "website" => sent.website = value.into_owned(),
                _ => {}
            }
        }
        sent
    }
}

struct Door<'a> {
    site: &'a Arc<Site>,
    mailer: &'a Mailer,
    key: Key,
    head: &'a request::Parts,
}

impl Door<'_> {
    /// The form, or the page with the button for whoever comes with a link.
    async fn look(&self) -> Answer {
        let sent = Sent::read(self.head.uri.query().unwrap_or_default().as_bytes());
        if sent.link.is_empty() {
            let kept = Reader::who(self.site, &self.key, self.asked()).await?.map(|reader| reader.name);
            let step = if kept.is_some() { "kept" } else { "ask" };
            return self.page(200, step, sent, kept, None);
        }
        match Link::open(&self.key, &sent.link, self.making().now) {
            Some(link) => self.page(200, "confirm", Sent { back: link.back, ..sent }, Some(link.name), None),
            None => self.page(410, "ask", sent, None, Some("refused-link-old")),
        }
    }

    async fn take(&self, act: ReaderAct, bytes: &[u8]) -> Answer {
        let sent = Sent::read(bytes);
        if !from_here(self.asked(), self.site.origin()) {
            return self.page(403, "ask", sent, None, Some("refused-elsewhere"));
        }
        match act {
            ReaderAct::SignIn => self.send(sent).await,
            ReaderAct::Keep => self.keep(sent).await,
            ReaderAct::SignOut => {
                let mut answer = see_other(&sent.back);
                self.set(&mut answer, Reader::no_cookie(self.secure()));
                Ok(answer)
            }
        }
    }

    /// Sends the mail, and says the same to everybody: whether an address or a name is known stands in the
    /// mail alone.
    async fn send(&self, sent: Sent) -> Answer {
        let making = self.making();
        let draft = Draft::tidy(&sent.name, &sent.email, "");
        let mut problems: Vec<String> =
            draft.problems_of_author().iter().map(|why| refusal::told(&making, why)).collect();
        let rules = Rules { house_names: vec![self.site.settings.name.clone()], ..Rules::default() };
        let name_is_address = !spam::hosts(&draft.name).is_empty() || draft.name.contains('@');
        for (wrong, why) in [
            (draft.email.is_none(), "refused-no-email"),
            (name_is_address, "refused-name-address"),
            (!sent.website.is_empty(), "refused-trap"),
        ] {
            problems.extend(wrong.then(|| making.say(why, &[])));
        }
        if is_house_name(&draft.name, &rules) {
            problems.push(making.say("refused-name-kept", &[("name", (&draft.name).into())]));
        }
        let (Some(address), true) = (&draft.email, problems.is_empty()) else {
            return self.print(422, "ask", sent, None, problems);
        };
        let (limits, from) = (&self.site.limits, from(&self.head.extensions));
        if !limits.mails.take(&sign::reader(&self.key, from), making.now) {
            return self.page(429, "ask", sent, None, Some("refused-often-asked"));
        }
        let email = sign::email(&self.key, address);
        // Whoever asks for many mails to one address is not told that they do not go out.
        if limits.mails_to.take(&email, making.now) {
            let free = self.is_free(&draft.name, &email).await?;
            let Some(link) = Link::new(&draft.name, email, &sent.back, making.now) else {
                return self.page(503, "ask", sent, None, Some("refused-often-asked"));
            };
            let link = free.then(|| link.sealed(&self.key));
            if !self.mail(&making, address, &draft.name, link.as_deref()) {
                return self.page(503, "ask", sent, None, Some("refused-often-asked"));
            }
        }
        self.page(200, "sent", sent, None, None)
    }

    async fn is_free(&self, name: &str, email: &str) -> Result<bool, store::Error> {
        let keeper = keeper(self.site.store.db(), &sign::name(&self.key, name)).await?;
        Ok(keeper.is_none_or(|keeper| keeper == email))
    }

    fn mail(&self, making: &Making<'_>, to: &str, name: &str, link: Option<&str>) -> bool {
        let site = self.site;
        let args = [("paper", (&site.settings.name).into()), ("name", name.into())];
        let words = making.say(if link.is_some() { "mail-keep-name" } else { "mail-name-taken" }, &args);
        let query = link.map(|link| format!("?link={link}")).unwrap_or_default();
        let address = format!("{}{}{query}", site.origin(), addresses::SIGN_IN);
        let foot = making.say("mail-not-you", &[]);
        let subject = making.say("mail-subject", &args);
        self.mailer.send(to, &subject, format!("{words}\n\n{address}\n\n{foot}\n"))
    }

    /// The button was pressed.
    async fn keep(&self, sent: Sent) -> Answer {
        let now = self.making().now;
        let Some(link) = Link::open(&self.key, &sent.link, now) else {
            return self.page(410, "ask", sent, None, Some("refused-link-old"));
        };
        let used = readers::Link {
            name: &sign::name(&self.key, &link.name),
            email: &link.email,
            nonce: &link.nonce,
            until: jiff::Timestamp::from_second(link.until).unwrap_or(now),
        };
        match readers::sign_in(&self.site.store, used, now).await? {
            Signed::In => {
                let mut answer = see_other(back(&link.back));
                self.set(&mut answer, Reader::cookie(&self.key, link, now, self.secure()));
                Ok(answer)
            }
            Signed::Used => self.page(410, "ask", sent, None, Some("refused-link-used")),
            Signed::TooMany => self.page(422, "ask", sent, None, Some("refused-names-many")),
            Signed::Taken => {
                let why = self.making().say("refused-name-of-reader", &[("name", (&link.name).into())]);
                self.print(422, "ask", sent, None, vec![why])
            }
        }
    }

    fn page(
        &self,
        status: u16,
        step: &'static str,
        sent: Sent,
        kept: Option<String>,
        why: Option<&str>,
    ) -> Answer {
        let problems = why.map(|why| self.making().say(why, &[])).into_iter().collect();
        self.print(status, step, sent, kept, problems)
    }

    fn print(
        &self,
        status: u16,
        step: &'static str,
        sent: Sent,
        kept: Option<String>,
        problems: Vec<String>,
    ) -> Answer {
        let making = self.making();
        let heading = making.say(if step == "sent" { "sign-in-sent" } else { "sign-in" }, &[]);
        let mut page = making.page_view("sign_in", &heading, addresses::SIGN_IN);
        page.robots = "noindex".into();
        let comments = making.say("recent-comments", &[]);
        page.breadcrumb =
            making.crumbs(&[(&comments, Some(addresses::RECENT_COMMENTS.to_owned())), (&heading, None)]);
        let Sent { name, email, back, link, .. } = sent;
        let body = SignInBody {
            step,
            heading,
            kept,
            problems,
            name,
            email,
            back,
            link,
            sign_in: addresses::SIGN_IN,
            keep: addresses::KEEP_NAME,
            sign_out: addresses::SIGN_OUT,
        };
        let now = making.now;
        let rendered = printed(making, status, "sign_in.html", page, None, body)?;
        let head_only = self.head.method == Method::HEAD;
        let page = Page::once(rendered.status, rendered.mime, rendered.body, now, self.asked());
        Ok(page.answer(head_only, self.asked()))
    }

    fn set(&self, answer: &mut Response<Bytes>, cookie: Option<HeaderValue>) {
        if let Some(cookie) = cookie {
            answer.headers_mut().insert(header::SET_COOKIE, cookie);
        }
    }

    fn secure(&self) -> bool {
        self.site.origin().starts_with("https://")
    }

    fn asked(&self) -> &HeaderMap {
        &self.head.headers
    }

    fn making(&self) -> Making<'_> {
        Making::new(self.site, (self.site.clock)())
    }
}
