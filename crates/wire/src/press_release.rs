//! Press releases of the Nordic agencies' release services (NTB Kommunikasjon, STT Info and their kin): `release`,
//! alone or among others.
//!
//! Lead, body and boilerplate are HTML packed in `leadtext`, `body` and `boilerplate`, or words alone. The comments in
//! the files themselves say what each element holds. Dates are days of the service's own clock, without a zone.

use crate::html::{self, HtmlOptions};
use crate::xml::{Document, Element, Limits};
use crate::{
    CodeKind, Hints, Item, Media, MediaKind, Moment, Parsed, Problem, Rendition, Subject, address,
    dateline_in_text, dates, embargo, feed, subjects, text,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let mut document = Document::parse(&text, &Limits::default());
    problems.append(&mut document.problems);
    let mut items = Vec::new();
    for root in document.roots() {
        let inside = root.descendants_apart("release");
        let releases = Some(root).filter(|root| root.is("release")).into_iter().chain(inside);
        items.extend(releases.map(|release| item(release, hints, &mut problems)));
    }
    Parsed { format: None, items, problems }
}

fn item(release: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let words = |name: &str| release.child(name).and_then(Element::words);
    let language = release.filled("lang").map(str::to_owned);
    let mut item = Item {
        guid: release.filled("id").map(str::to_owned),
        headline: release.child("title").and_then(feed::words),
        language: language.or_else(|| hints.language.clone()),
        published: release.child("publicationDate").and_then(|date| moment(date, hints, problems)),
        genre: release.child("type").and_then(|kind| kind.child("label")).and_then(Element::words),
        // Whom to call is for the desk.
        ed_note: release.child("contactsAsText").and_then(Element::words),
        url: words("longurl").and_then(|url| address::web(&url, None)),
        ..Item::default()
    };
    if let Some((held, words)) = release.child("embargo").and_then(|held| Some((held, embargo::words(held)?)))
    {
        embargo::until(held, &words, moment(held, hints, &mut Vec::new()), &mut item, problems);
    }
    item.credit.source = release.child("publisher").and_then(|e| e.child("name")).and_then(Element::words);
    item.keywords = words("keywords").map(|listed| separate(&listed)).unwrap_or_default();
    for category in release.all("categories").flat_map(Element::children) {
        let name = category.child("label").or(Some(category)).and_then(Element::words).unwrap_or_default();
        let code = category.filled("id").unwrap_or_default().to_owned();
        subjects::add(
            &mut item.subjects,
            Subject { kind: CodeKind::Category, code, name, ..Subject::default() },
        );
    }
    for part in ["leadtext", "body", "boilerplate"].iter().filter_map(|name| release.child(name)) {
        let written = part.text();
        if !html::is_html(&written) {
            item.append(html::text_to_body(&written), Vec::new());
            continue;
        }
        let (body, media, found) = html::to_body(&written, &HtmlOptions { base_url: None });
        problems.extend(found.into_iter().map(|problem| part.problem(problem)));
        item.append(body, media);
    }
    item.media.extend(release.all("images").flat_map(Element::children).filter_map(picture));
    dateline_in_text::fill(&mut item);
    item
}

fn separate(listed: &str) -> Vec<String> {
    listed.split([',', ';']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// `28.09.2018 11:15`: the files say themselves that the day comes first.
fn moment(element: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Moment> {
    let written = element.words()?;
    let (day, clock) = written.split_once(' ').unwrap_or((&written, ""));
    let turned = match day.split('.').collect::<Vec<_>>()[..] {
        [day, month, year] if clock.is_empty() => format!("{year}-{month:0>2}-{day:0>2}"),
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}T{clock}"),
        _ => written.clone(),
    };
    dates::parse(&turned, hints).map_err(|problem| problems.push(element.problem(problem))).ok()
}

fn picture(image: Element) -> Option<Media> {
    let sizes = [("url", None), ("mediumimageurl", Some("medium")), ("smallimageurl", Some("small"))];
    let renditions: Vec<Rendition> = sizes
        .iter()
        .filter_map(|(name, role)| {
            let href = address::web(&image.child(name)?.words()?, None)?;
            Some(Rendition { href, role: role.map(str::to_owned), ..Rendition::default() })
        })
        .collect();
    (!renditions.is_empty()).then(|| Media {
        guid: image.filled("id").map(str::to_owned),
        kind: MediaKind::Picture,
        caption: image.child("caption").and_then(feed::words),
        renditions,
        ..Media::default()
    })
}
