//! The addresses of advertising: frames, clicks, and a reader's choice.

use crate::settings::Settings;

/// What is asked of advertising; a slot may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdAct {
    /// The page in an advertisement's frame.
    Frame {
        id: String,
        slot: String,
    },
    /// Where it leads.
    Go {
        id: String,
        slot: String,
    },
    /// The page with a reader's choice, and the form that makes it.
    Privacy,
    Choose,
}

/// The page with a reader's choice.
pub const PRIVACY: &str = "/privacy";

/// The page in an advertisement's frame.
pub fn ad_href(id: &str, slot: &str) -> String {
    format!("/ad/{id}?slot={slot}")
}

/// Where a click on an advertisement is counted and sent on.
pub fn ad_click_href(id: &str, slot: &str) -> String {
    if slot.is_empty() { format!("/ad/{id}/go") } else { format!("/ad/{id}/go?slot={slot}") }
}

/// Where there is no advertisement there are no such addresses.
pub(super) fn read(path: &str, query: Option<&str>, settings: &Settings) -> Option<AdAct> {
    if settings.ads.ads.is_empty() {
        return None;
    }
    let slot = || {
        let slot = query.and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("slot=")));
        slot.unwrap_or_default().to_owned()
    };
    match path.split('/').skip(1).collect::<Vec<_>>().as_slice() {
        ["ad", id] => Some(AdAct::Frame { id: (*id).to_owned(), slot: slot() }),
        ["ad", id, "go"] => Some(AdAct::Go { id: (*id).to_owned(), slot: slot() }),
        ["privacy"] => Some(AdAct::Privacy),
        ["privacy", "ads"] => Some(AdAct::Choose),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Ad;

    #[test]
    fn every_address_of_advertising_is_read_as_it_is_made() {
        let settings = |ads: Vec<Ad>| {
            let mut settings = Settings::default();
            settings.ads.ads = ads;
            settings
        };
        let some = settings(vec![Ad::default()]);
        let ask = |address: &str| {
            let (path, query) = address.split_once('?').map_or((address, None), |(p, q)| (p, Some(q)));
            read(path, query, &some)
        };
        let (id, slot) = ("tea".to_owned(), "side".to_owned());
        assert_eq!(ask(&ad_href("tea", "side")), Some(AdAct::Frame { id: id.clone(), slot: slot.clone() }));
        assert_eq!(ask(&ad_click_href("tea", "side")), Some(AdAct::Go { id: id.clone(), slot }));
        assert_eq!(ask(&ad_click_href("tea", "")), Some(AdAct::Go { id, slot: String::new() }));
        assert_eq!((ask(PRIVACY), ask("/privacy/ads")), (Some(AdAct::Privacy), Some(AdAct::Choose)));
        for other in ["/ad", "/ad/tea/go/on", "/privacy/other", "/ads.txt"] {
            assert_eq!(ask(other), None, "{other}");
        }
        assert_eq!(read(PRIVACY, None, &settings(Vec::new())), None, "there is nothing to choose");
    }
}
