//! What a reader agreed to: one cookie with one word in it, set by the form and by nothing else.

use http::{HeaderMap, HeaderValue, header};
use serde::Serialize;

use crate::Site;

const NAME: &str = "ads";
/// So long the choice is kept: half a year, then it is asked again.
const SECONDS: u32 = 180 * 24 * 60 * 60;

/// A reader's word on advertisements of third parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    Accept,
    Refuse,
}

impl Choice {
    pub fn of_word(word: &str) -> Option<Choice> {
        match word {
            "accept" => Some(Choice::Accept),
            "refuse" => Some(Choice::Refuse),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Choice::Accept => "accept",
            Choice::Refuse => "refuse",
        }
    }

    /// The cookie that keeps it. Scripts may read it, as one takes the question away.
    pub fn cookie(self, secure: bool) -> Option<HeaderValue> {
        let secure = if secure { "; Secure" } else { "" };
        let text = format!("{NAME}={}; Path=/; Max-Age={SECONDS}; SameSite=Lax{secure}", self.word());
        HeaderValue::from_str(&text).ok()
    }
}

/// What the reader chose; `None` where he was not asked or did not answer.
pub fn chosen(headers: &HeaderMap) -> Option<Choice> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAME).and_then(|(_, word)| Choice::of_word(word))
}

/// Whether the frames of third parties may be shown to this reader.
pub fn agreed(site: &Site, headers: &HeaderMap) -> bool {
    site.settings.ads.asks() && chosen(headers) == Some(Choice::Accept)
}

/// A path of this site to go back to; anything else leads to the front.
pub fn back(path: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    let ours = path.starts_with('/') && !path.starts_with("//") && path.len() <= 1000;
    if ours && path.bytes().all(plain) { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_never_leads_elsewhere() {
        for path in ["/", "/sport?page=2", "/2026/11/24/ferry-returns"] {
            assert_eq!(back(path), path);
        }
        for path in [
            "",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "https://elsewhere.example",
            "/a\r\nb: c",
            "/a b",
        ] {
            assert_eq!(back(path), "/", "{path}");
        }
    }

    #[test]
    fn a_choice_is_read_from_among_other_cookies() {
        let with = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_static(text));
            chosen(&headers)
        };
        assert_eq!(with("a=b; ads=accept; c=d"), Some(Choice::Accept));
        assert_eq!(with("ads=refuse"), Some(Choice::Refuse));
        for text in ["ads=", "ads=yes", "uploads=accept", "x"] {
            assert_eq!(with(text), None, "{text}");
        }
        assert_eq!(chosen(&HeaderMap::new()), None);
    }
}
