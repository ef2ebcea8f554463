//! schema.org data for programs that read pages: NewsArticle, Person with Quotations, BreadcrumbList.
//!
//! It says only what the page says: the dates are those printed on it, a story without a date has no
//! `datePublished`, and agency copy without a byline has the agency for its author, never a made-up person.

use minijinja::Value as Safe;
use serde_json::{Map, Value, json};

use crate::view::{Crumb, PageView, PersonBody, QuoteView, SaidView, SiteView, SpokenView, StoryView};

/// NewsArticle, per schema.org and Google's "Article structured data"; with whose words stand in it, and where.
pub fn news_article(site: &SiteView, page: &PageView, story: &StoryView, spoken: &[SpokenView]) -> Safe {
    let mut article = Map::new();
    let mut put = |key: &str, value: Value| article.insert(key.to_owned(), value);
    put("@context", json!("https://schema.org"));
    put("@type", json!("NewsArticle"));
    put("mainEntityOfPage", json!(page.canonical));
    put("url", json!(page.canonical));
    put("headline", json!(story.headline));
    if !page.description.is_empty() {
        put("description", json!(page.description));
    }
    if let Some(published) = &story.published {
        put("datePublished", json!(published.iso));
        let modified = story.updated.as_ref().unwrap_or(published);
        put("dateModified", json!(modified.iso));
    }
    put("inLanguage", json!(page.language.as_ref().unwrap_or(&site.language)));
    let agency = json!({
        "@type": "NewsMediaOrganization",
        "name": story.agency.name,
        "url": absolute(site, &story.agency.href),
    });
    let people: Vec<Value> = story
        .bylines
        .iter()
        .map(|by| json!({ "@type": "Person", "name": by.name, "url": absolute(site, &by.href) }))
        .collect();
    put("author", if people.is_empty() { agency.clone() } else { Value::Array(people) });
    put("sourceOrganization", agency);
    put(
        "publisher",
        json!({
            "@type": "NewsMediaOrganization",
            "name": site.name,
            "url": format!("{}/", site.url),
            "correctionsPolicy": format!("{}/corrections", site.url),
        }),
    );
    if let Some(credit) = &story.credit {
        put("creditText", json!(credit));
    }
    if let Some(rights) = &story.rights {
        put("copyrightNotice", json!(rights));
    }
    if let Some(place) = &story.dateline_place {
        put("dateline", json!(place));
    }
    if let Some(section) = &story.section {
        put("articleSection", json!(section.name));
    }
    if !story.topics.is_empty() {
        put("keywords", story.topics.iter().map(|t| json!(t.name)).collect());
    }
    if let Some(picture) = &story.picture {
        put(
            "image",
            json!([{
                "@type": "ImageObject",
                "url": picture.url,
                "width": picture.width,
                "height": picture.height,
                "creditText": picture.credit,
            }]),
        );
    }
    let corrections: Vec<Value> = story
        .notes
        .iter()
        .filter(|note| note.kind == "correction")
        .map(|note| {
            let mut comment = json!({ "@type": "CorrectionComment", "text": note.text });
            if let Some(at) = &note.at {
                comment["datePublished"] = json!(at.iso);
            }
            comment
        })
        .collect();
    if !corrections.is_empty() {
        put("correction", Value::Array(corrections));
    }
    let quotation = |one: &SpokenView| {
        json!({
            "@type": "Quotation",
            "text": one.quote.words.join("\n\n"),
            "url": absolute(site, &one.quote.href),
            "creator": { "@type": "Person", "name": one.name, "url": absolute(site, &one.person) },
        })
    };
    if !spoken.is_empty() {
        put("hasPart", spoken.iter().map(quotation).collect());
    }
    put("isAccessibleForFree", json!(true));
    put("wordCount", json!(story.words));
    safe(&Value::Object(article))
}

/// The paper itself, on its front: NewsMediaOrganization.
pub fn paper(site: &SiteView) -> Safe {
    safe(&json!({
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "name": site.name,
        "url": format!("{}/", site.url),
        "correctionsPolicy": format!("{}/corrections", site.url),
    }))
}

/// A person's page: who it is about, and the words that are the person's own, each with the story that has them.
pub fn person(site: &SiteView, page: &PageView, body: &PersonBody) -> Safe {
    let id = format!("{}#person", page.canonical);
    let mut person = json!({ "@type": "Person", "@id": id, "name": body.name });
    if let Some(role) = &body.role {
        person["jobTitle"] = json!(role);
    }
    let direct = body.stories.iter().flat_map(|said| said.quotes.iter().map(move |quote| (said, quote)));
    let quotation = |(said, quote): (&SaidView, &QuoteView)| {
        let mut quotation = json!({
            "@type": "Quotation",
            "text": quote.words.join("\n\n"),
            "creator": { "@id": id },
            "url": absolute(site, &quote.href),
            "inLanguage": said.story.language.as_ref().unwrap_or(&site.language),
            "isPartOf": {
                "@type": "NewsArticle",
                "headline": said.story.headline,
                "url": absolute(site, &said.story.href),
            },
        });
        if let Some(published) = &said.story.published {
            quotation["isPartOf"]["datePublished"] = json!(published.iso);
        }
        quotation
    };
    safe(&json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": page.title,
        "url": page.canonical,
        "about": person,
        "hasPart": direct.filter(|(_, quote)| quote.direct).map(quotation).collect::<Vec<_>>(),
    }))
}

/// BreadcrumbList of a page's path; the last entry is the page itself.
pub fn breadcrumbs(site: &SiteView, page: &PageView) -> Safe {
    let entry = |(index, crumb): (usize, &Crumb)| {
        let address = crumb.href.as_ref().map_or_else(|| page.canonical.clone(), |href| absolute(site, href));
        json!({ "@type": "ListItem", "position": index + 1, "name": crumb.name, "item": address })
    };
    safe(&json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": page.breadcrumb.iter().enumerate().map(entry).collect::<Vec<_>>(),
    }))
}

fn absolute(site: &SiteView, href: &str) -> String {
    if href.starts_with('/') { format!("{}{href}", site.url) } else { href.to_owned() }
}

/// JSON that no HTML parser can mistake for mark-up: `</script>` inside a headline stays a text.
fn safe(value: &Value) -> Safe {
    let text = value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    Safe::from_safe_string(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_cannot_end_the_script() {
        let text = safe(&json!({ "headline": "</script><script>alert(1)</script>" })).to_string();
        assert!(!text.contains('<') && !text.contains('>'));
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["headline"], "</script><script>alert(1)</script>");
    }
}
