//! The pages that stand in frames: HTML of the house's own, and tags of third parties, each under a policy of
//! its own. Both are without an origin (`sandbox` in the policy and on the frame), so that nothing in them can
//! touch the page round it, its cookies or its store.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::escape::escaped;
use crate::page::Page;
use crate::settings::ads::{Ad, Kind};
use crate::{Settings, SiteError, addresses, headers};

/// The pages of one advertisement, by slot; the empty one is for whoever names none.
pub struct Frames {
    /// What is shown without anybody's leave.
    pub house: HashMap<String, Arc<Page>>,
    /// What is shown to those who agreed.
    pub tag: HashMap<String, Arc<Page>>,
}

/// Makes the frames of every advertisement that stands in one. `image` gives an image's address.
pub fn all(
    settings: &Settings,
    label: &str,
    image: &dyn Fn(&str) -> Option<String>,
) -> Result<HashMap<String, Frames>, SiteError> {
    let ads = &settings.ads;
    let of = Paper { settings, label };
    let mut frames = HashMap::new();
    for ad in &ads.ads {
        let made = match ad.kind() {
            Kind::Text | Kind::Image => continue,
            Kind::Html => {
                let text = content(ad, image)?;
                let page = |slot: &str| house(&of, ad, slot, &text, false);
                Frames { house: by_slot(ad, page), tag: HashMap::new() }
            }
            Kind::Tag => {
                // Without one the configuration's check has said so.
                let stand_in = ad.fallback.as_deref().and_then(|id| ads.get(id)).cloned().unwrap_or_default();
                let text = content(&stand_in, image)?;
                let code = html(ad.tag.as_deref())?;
                Frames {
                    house: by_slot(ad, |slot| house(&of, &stand_in, slot, &text, true)),
                    tag: by_slot(ad, |slot| tag(&of, ad, slot, &code)),
                }
            }
        };
        frames.insert(ad.id.clone(), made);
    }
    Ok(frames)
}

/// What frames say of the paper.
struct Paper<'a> {
    settings: &'a Settings,
    label: &'a str,
}

impl Frames {
    /// The page for a slot, of the tag where the reader agreed.
    pub fn get(&self, slot: &str, agreed: bool) -> Option<&Arc<Page>> {
        let pages = if agreed && !self.tag.is_empty() { &self.tag } else { &self.house };
        pages.get(slot).or_else(|| pages.get(""))
    }
}

fn by_slot(ad: &Ad, page: impl Fn(&str) -> Page) -> HashMap<String, Arc<Page>> {
    let slots = ad.slots.iter().map(String::as_str).chain([""]);
    slots.map(|slot| (slot.to_owned(), Arc::new(page(slot)))).collect()
}

/// What an advertisement of the house holds, with `{{click}}` where it leads.
fn content(ad: &Ad, image: &dyn Fn(&str) -> Option<String>) -> Result<String, SiteError> {
    let words = escaped(&ad.text);
    Ok(match ad.kind() {
        Kind::Html => html(ad.html.as_deref())?,
        Kind::Image => format!(
            "<a href=\"{{{{click}}}}\" rel=\"{REL}\"><img src=\"{}\" alt=\"{words}\" width=\"{}\" height=\"{}\"></a>",
            escaped(&image(&ad.id).unwrap_or_default()),
            ad.width,
            ad.height
        ),
        Kind::Text | Kind::Tag => {
            format!("<a class=\"words\" href=\"{{{{click}}}}\" rel=\"{REL}\">{words}</a>")
        }
    })
}

/// What a link of an advertisement says of itself.
pub const REL: &str = "sponsored nofollow noopener";

fn html(file: Option<&Path>) -> Result<String, SiteError> {
    let bytes = file.map(super::read).transpose()?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A page of the house. In the frame of a tag a link opens beside the page, as that frame may not leave it.
fn house(of: &Paper<'_>, ad: &Ad, slot: &str, content: &str, in_tag: bool) -> Page {
    let mut headers = of_frame(&format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
         media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox {}",
        sandbox(if in_tag { Kind::Tag } else { Kind::Html }).replace("allow-scripts ", "")
    ));
    if in_tag {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    let target = if in_tag { "_blank" } else { "_top" };
    let text = document(of, target, HOUSE_STYLE, &clicking(of.settings, ad, slot, content));
    Page::file(text.into_bytes(), true, headers)
}

/// A third party's page: it may ask the hosts that are configured, and nobody else.
fn tag(of: &Paper<'_>, ad: &Ad, slot: &str, code: &str) -> Page {
    let host = |host: &String| match host.starts_with("https://") {
        true => host.clone(),
        false => format!("https://{host}"),
    };
    let hosts = ad.hosts.iter().map(host).collect::<Vec<_>>().join(" ");
    let mut headers = of_frame(&format!(
        "default-src 'none'; script-src 'unsafe-inline' {hosts}; style-src 'unsafe-inline' {hosts}; \
         img-src data: {hosts}; font-src data: {hosts}; media-src {hosts}; connect-src {hosts}; frame-src {hosts}; \
         base-uri 'none'; form-action {hosts}; frame-ancestors 'self'; sandbox {}",
        sandbox(Kind::Tag)
    ));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let text = document(of, "_blank", TAG_STYLE, &clicking(of.settings, ad, slot, code));
    Page::file(text.into_bytes(), true, headers)
}

/// What a frame may do. None has an origin, and none may leave the page without the reader's click.
pub fn sandbox(kind: Kind) -> &'static str {
    match kind {
        Kind::Tag => "allow-scripts allow-popups allow-popups-to-escape-sandbox",
        _ => "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
    }
}

fn clicking(settings: &Settings, ad: &Ad, slot: &str, content: &str) -> String {
    let origin = settings.url.trim_end_matches('/');
    let href = addresses::ad_click_href(&ad.id, slot);
    // A tag may stand in frames of its own, where only a whole address leads here.
    let href = if ad.kind() == Kind::Tag { format!("{origin}{href}") } else { href };
    content.replace("{{click}}", &href)
}

fn document(of: &Paper<'_>, target: &str, style: &str, content: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <base target=\"{target}\">\n<style>{style}</style>\n</head>\n<body>\n{content}\n</body>\n</html>\n",
        escaped(&of.settings.language),
        escaped(of.label)
    )
}

const HOUSE_STYLE: &str = "html,body{height:100%}body{margin:0;display:grid;place-items:center;font:600 18px/1.35 \
    'Iowan Old Style','Palatino Linotype',Palatino,'URW Palladio L',P052,Georgia,serif;color:#15191c;background:#f4f2ed}img{display:block;max-width:100%;\
    height:auto}.words{padding:12px;color:inherit;text-align:center;text-wrap:balance}\
    a:focus-visible{outline:3px solid #0a6ebd;outline-offset:-3px}\
    @media(prefers-color-scheme:dark){body{color:#e6e4df;background:#1e2327}a:focus-visible{outline-color:#84c8f7}}";
const TAG_STYLE: &str = "body{margin:0}";

fn of_frame(policy: &str) -> HeaderMap {
    let mut headers = headers::page();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Hosts were checked to be names; should one be none, the strictest policy stands.
    let policy = HeaderValue::from_str(policy);
    let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers
}
