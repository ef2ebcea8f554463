//! What is signed about a name: the link in a mail, and the cookie of whoever opened it.

use http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::readers;
use store::secrets::Key;

use super::sign;
use crate::Site;

/// Seconds that a link is good.
const LINK: i64 = 30 * 60;
/// Seconds that a name is kept on a device.
const COOKIE_AGE: i64 = 180 * 24 * 3600;
const COOKIE: &str = "reader";

/// What the link in a mail says. The mail address itself stands nowhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Link {
    pub name: String,
    /// Keyed hash of the mail address.
    pub email: String,
    /// Path to go back to.
    pub back: String,
    pub nonce: String,
    pub until: i64,
}

impl Link {
    pub fn new(name: &str, email: String, back: &str, now: Timestamp) -> Option<Link> {
        let nonce = format!("{:016x}{:016x}", getrandom::u64().ok()?, getrandom::u64().ok()?);
        Some(Link {
            name: name.to_owned(),
            email,
            back: back.to_owned(),
            nonce,
            until: now.as_second() + LINK,
        })
    }

    pub fn sealed(&self, key: &Key) -> String {
        sign::sealed(key, "link", self)
    }

    /// `None` where it was not made here or is too old.
    pub fn open(key: &Key, text: &str, now: Timestamp) -> Option<Link> {
        sign::opened::<Link>(key, "link", text).filter(|link| link.until > now.as_second())
    }
}

/// A reader whose name is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reader {
    pub name: String,
    /// Keyed hash of the mail address.
    pub email: String,
    until: i64,
}

impl Reader {
    /// Who asks, by his cookie; `None` also where the name is his no more.
    pub async fn who(site: &Site, key: &Key, asked: &HeaderMap) -> Result<Option<Reader>, store::Error> {
        if site.mailer.is_none() {
            return Ok(None);
        }
        let now = (site.clock)().as_second();
        let mut cookies = sign::cookies(asked, COOKIE);
        let read = cookies.find_map(|text| sign::opened::<Reader>(key, COOKIE, text));
        let Some(reader) = read.filter(|reader| reader.until > now) else { return Ok(None) };
        let keeper = readers::keeper(site.store.db(), &sign::name(key, &reader.name)).await?;
        Ok(keeper.is_some_and(|keeper| keeper == reader.email).then_some(reader))
    }

    /// The value of `Set-Cookie` for whoever opened a link.
    pub fn cookie(key: &Key, link: Link, now: Timestamp, secure: bool) -> Option<HeaderValue> {
        let reader = Reader { name: link.name, email: link.email, until: now.as_second() + COOKIE_AGE };
        set(&sign::sealed(key, COOKIE, &reader), COOKIE_AGE, secure)
    }

    /// The value of `Set-Cookie` that takes it away.
    pub fn no_cookie(secure: bool) -> Option<HeaderValue> {
        set("", 0, secure)
    }
}

fn set(value: &str, age: i64, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{COOKIE}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"))
        .ok()
}
