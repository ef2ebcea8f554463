//! What is signed or hashed with the key: the form, so that only forms that we gave out come back, after a
//! person's time; the numbers of a reader's own comments in his cookie; who he is.

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, header};
use jiff::Timestamp;
use newsroom::StoryId;
use newsroom::comments::{CommentId, likeness};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::secrets::Key;

/// Seconds that a form is good: not sooner, not later.
const SOONEST: i64 = 3;
const LATEST: i64 = 24 * 3600;
/// Own comments that a cookie names.
const MOST_OWN: usize = 20;
const COOKIE: &str = "comments";

/// The keyed hash of the block of addresses that a reader writes from: IPv4 by 256, IPv6 by network.
pub fn reader(key: &Key, from: IpAddr) -> String {
    let block = match from.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}")
        }
        IpAddr::V6(ip) => ip.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
    };
    key.hash(&format!("reader {block}"))
}

/// The keyed hash of a mail address.
pub fn email(key: &Key, address: &str) -> String {
    key.hash(&format!("email {address}"))
}

/// The keyed hash of a name; names that look alike have the same.
pub fn name(key: &Key, name: &str) -> String {
    key.hash(&format!("name {}", likeness(name)))
}

/// A value that comes back unchanged or not at all. Whoever holds it can read it.
pub fn sealed(key: &Key, purpose: &str, value: &impl Serialize) -> String {
    // Our own structs of texts and numbers can always be written.
    let said = URL_SAFE_NO_PAD.encode(serde_json::to_vec(value).unwrap_or_default());
    let mac = key.hash(&format!("{purpose} {said}"));
    format!("{said}.{mac}")
}

/// What was [`sealed`] for this purpose.
pub fn opened<T: DeserializeOwned>(key: &Key, purpose: &str, text: &str) -> Option<T> {
    let (said, mac) = text.split_once('.')?;
    let good = key.verify(&format!("{purpose} {said}"), mac);
    good.then(|| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(said).ok()?).ok())?
}

/// What a form is remembered by once it was used: not the token's own words, which can be written in many ways.
pub fn spent(key: &Key, story: StoryId, token: &str) -> Option<String> {
    token.rsplit_once('.').map(|(said, _)| key.hash(&format!("form {} {said}", story.0)))
}

/// The values of a cookie, in the order in which they came.
pub fn cookies<'a>(asked: &'a HeaderMap, wanted: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = asked.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(move |pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == wanted).then_some(value)
    })
}

/// A token for a form under a story.
pub fn form(key: &Key, story: StoryId, now: Timestamp) -> String {
    let nonce = getrandom::u64().unwrap_or_default();
    let said = format!("{}.{nonce:016x}", now.as_second());
    format!("{said}.{}", key.hash(&format!("form {} {said}", story.0)))
}

/// `None` where the token is good, else the message for the reader.
pub fn check_form(key: &Key, story: StoryId, token: &str, now: Timestamp) -> Option<&'static str> {
    let old = "refused-old-form";
    let Some((said, mac)) = token.rsplit_once('.') else { return Some(old) };
    if !key.verify(&format!("form {} {said}", story.0), mac) {
        return Some(old);
    }
    let made: i64 = said.split('.').next().and_then(|at| at.parse().ok()).unwrap_or_default();
    let age = now.as_second().saturating_sub(made);
    match age {
        _ if age > LATEST => Some(old),
        _ if age < SOONEST => Some("refused-quick"),
        _ => None,
    }
}

/// The value of `Set-Cookie` that adds one to the reader's own comments.
pub fn cookie(key: &Key, asked: &HeaderMap, new: CommentId, secure: bool) -> String {
    let mut ids = own(key, asked);
    ids.push(new);
    let skip = ids.len().saturating_sub(MOST_OWN);
    let said = ids[skip..].iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(".");
    let secure = if secure { "; Secure" } else { "" };
    let mac = key.hash(&format!("own {said}"));
    format!("{COOKIE}={said}-{mac}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax{secure}")
}

/// The reader's own comments, by his cookie.
pub fn own(key: &Key, asked: &HeaderMap) -> Vec<CommentId> {
    let good = cookies(asked, COOKIE).find_map(|value| {
        let (said, mac) = value.split_once('-')?;
        key.verify(&format!("own {said}"), mac).then(|| said.to_owned())
    });
    good.iter().flat_map(|said| said.split('.')).filter_map(|id| id.parse().ok().map(CommentId)).collect()
}
