//! AP's APPL: a `Publication` with metadata in the manner of NewsML 1 and its story as NITF inside.
//!
//! Namespace `http://ap.org/schemas/03/2005/appl`. A feed of them stands in `Publications` or in any other
//! envelope.

use jiff::tz::TimeZone;

use crate::xml::{Document, Element, Limits};
use crate::{
    CodeKind, Hints, Item, ItemKind, Link, LinkRole, Media, MediaKind, Moment, Parsed, Problem, Rendition,
    Signal, Status, Subject, address, byline, dateline_in_text, dates, embargo, feed, nitf, subjects, text,
};

pub(crate) fn parse(bytes: &[u8], hints: &Hints) -> Parsed {
    let (text, mut problems) = text::decode(bytes, hints.content_type.as_deref());
    let mut document = Document::parse(&text, &Limits::default());
    problems.append(&mut document.problems);
    let mut items = Vec::new();
    // All times of APPL are UTC, and none says so.
    let hints = &Hints { zone: Some(TimeZone::UTC), ..hints.clone() };
    for root in document.roots() {
        let inside = root.descendants("Publication");
        let publications = Some(root).filter(|root| root.is("Publication")).into_iter().chain(inside);
        items.extend(publications.map(|publication| item(publication, hints, &mut problems)));
    }
    if items.is_empty() {
        let problem = Problem::error("The file has no <Publication>, so there is no story in it.");
        problems.push(problem.remedy("Ask the agency to send it again; the file may be cut off."));
    }
    Parsed { format: None, items, problems }
}

fn item(publication: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Item {
    let part = |name: &str| publication.child(name).unwrap_or(publication);
    let identity = part("Identification");
    let management = part("PublicationManagement");
    let lines = part("NewsLines");
    let administration = part("AdministrativeMetadata");
    let words = |of: Element, name: &str| of.child(name).and_then(feed::words);
    let date = |name: &str, problems: &mut Vec<Problem>| {
        management.child(name).and_then(|date| feed::moment(date, hints, problems))
    };
    let priority = |of: Element| words(of, "Priority")?.parse().ok().filter(|n| (1..=9).contains(n));
    let mut item = Item {
        guid: words(identity, "ItemId"),
        version: words(identity, "RecordSequenceNumber").and_then(|version| version.parse().ok()),
        kind: kind(&words(identity, "MediaType").unwrap_or_default()),
        status: status(management, problems),
        signal: signal(management),
        ed_note: notes(management),
        headline: words(lines, "HeadLine").or_else(|| words(lines, "Title")),
        subheadline: words(lines, "ExtendedHeadLine").or_else(|| words(lines, "BodySubHeader")),
        summary: words(part("DescriptiveMetadata"), "Description"),
        slugline: publication
            .all("FilingMetadata")
            .find_map(|filing| words(filing, "SlugLine"))
            .or_else(|| words(lines, "Title")),
        bylines: lines.all("ByLine").filter_map(written_by).collect(),
        dateline_text: words(lines, "DateLine").map(|line| dateline_in_text::printed(&line)),
        language: words(identity, "DefaultLanguage").or_else(|| hints.language.clone()),
        published: first_created(management, hints, problems),
        updated: date("LastModifiedDateTime", problems).or_else(|| date("ArrivalDateTime", problems)),
        embargo: date("ReleaseDateTime", problems),
        expires: date("ExpireDateTime", problems),
        urgency: priority(identity).or_else(|| priority(management)),
        subjects: about(publication),
        keywords: lines.all("KeywordLine").filter_map(feed::words).collect(),
        ..Item::default()
    };
    if item.signal == Some(Signal::Kill) {
        item.status = Status::Canceled;
    }
    item.embargo = item.embargo.filter(|release| item.published.is_none_or(|sent| release.at > sent.at));
    // A status alone says that there is an embargo, and not until when.
    let status = management.child("Status").filter(|status| {
        status.words().is_some_and(|words| words.eq_ignore_ascii_case("embargoed")) && item.embargo.is_none()
    });
    if let Some(status) = status {
        embargo::until(status, "embargoed", None, &mut item, problems);
    }
    item.credit.provider = words(administration, "Provider");
    item.credit.source = words(administration, "Source");
    item.credit.line = words(lines, "CreditLine");
    item.credit.copyright_notice = words(lines, "CopyrightLine");
    rights(publication, &mut item);
    for link in management.all("AssociatedWith").chain(management.all("RefersTo")) {
        let guid = link.words();
        let role = if link.is("RefersTo") { LinkRole::Replaces } else { LinkRole::Related };
        item.links.extend(guid.map(|guid| Link { role, guid: Some(guid), ..Link::default() }));
    }
    publication.all("PublicationComponent").for_each(|component| files(component, &mut item));
    for component in publication.all("PublicationComponent") {
        texts(component, hints, &mut item, problems);
    }
    item.dateline_place = item.dateline_text.as_deref().and_then(dateline_in_text::place_of);
    dateline_in_text::fill(&mut item);
    let city = part("DescriptiveMetadata").path(&["DateLineLocation", "City"]).and_then(Element::words);
    if item.kind == ItemKind::Text {
        item.dateline_place = item.dateline_place.take().or(city);
    }
    item
}

fn kind(media_type: &str) -> ItemKind {
    match media_type.to_ascii_lowercase().as_str() {
        "photo" | "picture" => ItemKind::Picture,
        "graphic" => ItemKind::Graphic,
        "video" => ItemKind::Video,
        "audio" => ItemKind::Audio,
        "complexdata" | "multimedia" => ItemKind::Package,
        _ => ItemKind::Text,
    }
}

fn status(management: Element, problems: &mut Vec<Problem>) -> Status {
    let Some(element) = management.child("Status") else { return Status::Usable };
    match element.words().unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "usable" | "embargoed" => Status::Usable,
        "withheld" => Status::Withheld,
        "canceled" | "cancelled" => Status::Canceled,
        other => {
            let message = format!("The status \"{other}\" is not known, so the item is withheld.");
            let remedy = "Release it by hand, or ask the agency for usable, withheld or canceled.";
            problems.push(element.problem(Problem::warning(message).remedy(remedy)));
            Status::Withheld
        }
    }
}

/// `Editorial/Type`: Correction, Corrective, Kill, Withhold, Lead, Add …
fn signal(management: Element) -> Option<Signal> {
    let types: Vec<String> = management
        .all("Editorial")
        .flat_map(|e| e.all("Type"))
        .filter_map(Element::words)
        .map(|of| of.to_ascii_lowercase())
        .collect();
    let is = |part: &str| types.iter().any(|of| of.contains(part));
    if is("kill") || is("withdraw") {
        Some(Signal::Kill)
    } else if is("correct") {
        Some(Signal::Correction)
    } else {
        (is("lead") || is("update") || is("writethru")).then_some(Signal::Update)
    }
}

fn notes(management: Element) -> Option<String> {
    let said = ["SpecialInstructions", "Instruction", "ExplicitWarning"].iter();
    let notes: Vec<String> = said
        .flat_map(|name| management.all(name))
        .filter_map(feed::words)
        .filter(|note| note != "0")
        .collect();
    (!notes.is_empty()).then(|| notes.join("\n"))
}

/// `Year`, `Month`, `Day` and `Time` as attributes, else the words.
fn first_created(management: Element, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Moment> {
    let element = management.child("FirstCreated")?;
    let Some(year) = element.filled("Year") else { return feed::moment(element, hints, problems) };
    let two = |name: &str| element.filled(name).map(|n| format!("{n:0>2}"));
    let day = match (two("Month"), two("Day")) {
        (Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => return None,
    };
    let written = match element.filled("Time") {
        Some(time) => format!("{day}T{time}"),
        None => day,
    };
    dates::parse(&written, hints).map_err(|problem| problems.push(element.problem(problem))).ok()
}

/// The name, with the title that stands beside it.
fn written_by(line: Element) -> Option<String> {
    let name = byline::clean(&line.words()?)?;
    Some(match line.filled("Title") {
        Some(title) if !name.contains(title) => format!("{name}, {title}"),
        _ => name,
    })
}

fn rights(publication: Element, item: &mut Item) {
    let Some(rights) = publication.child("RightsMetadata") else { return };
    item.credit.copyright_holder = rights.descendants("CopyrightHolder").find_map(Element::words);
    let line = publication.path(&["NewsLines", "RightsLine"]).and_then(Element::words);
    item.rights.usage_terms = line;
    for usage in rights.all("UsageRights") {
        let all =
            |name: &'static str| usage.all(name).filter_map(Element::words).collect::<Vec<_>>().join(", ");
        let (places, limits) = (all("Geography"), all("Limitations"));
        if !limits.is_empty() {
            let where_to = if places.is_empty() { String::new() } else { format!("{places}: ") };
            item.rights.limits.push(format!("{where_to}{limits}"));
        }
    }
}

/// Categories of the filings, and every classification's occurrences.
fn about(publication: Element) -> Vec<Subject> {
    let mut found = Vec::new();
    for category in publication.all("FilingMetadata").filter_map(|filing| filing.child("Category")) {
        let code = category.words().unwrap_or_default();
        subjects::add(&mut found, Subject { kind: CodeKind::Category, code, ..Subject::default() });
    }
    let Some(metadata) = publication.child("DescriptiveMetadata") else { return found };
    for group in metadata.children() {
        let authority = group.filled("Authority").unwrap_or_default();
        let known = authority.to_ascii_lowercase();
        let kind = match group.name() {
            "EntityClassification" if known.contains("party") => CodeKind::Person,
            "EntityClassification" if known.contains("geograph") || known.contains("location") => {
                CodeKind::Place
            }
            "EntityClassification" if known.contains("event") => CodeKind::Event,
            "EntityClassification" => CodeKind::Organisation,
            "SubjectClassification" if known.contains("category") => CodeKind::Category,
            "SubjectClassification" => CodeKind::Subject,
            _ => continue,
        };
        for occurrence in group.all("Occurrence") {
            let value = |name: &str| occurrence.filled(name).unwrap_or_default().to_owned();
            let subject =
                Subject { kind, scheme: authority.to_owned(), code: value("Id"), name: value("Value") };
            subjects::add(&mut found, subject);
        }
    }
    found
}

/// The files of a picture or film.
fn files(component: Element, item: &mut Item) {
    let role = component.filled("Role").unwrap_or_default();
    let files =
        component.children().filter(|child| !child.is("TextContentItem") && child.filled("Href").is_some());
    for file in files {
        let Some(href) = file.filled("Href").and_then(|href| address::file(href, None)) else { continue };
        let traits = file.child("Characteristics");
        let number = |name: &str| traits?.child(name)?.words()?.parse().ok();
        let rendition = Rendition {
            href,
            mime: traits.and_then(|t| t.filled("MimeType").map(str::to_owned)),
            width: number("Width"),
            height: number("Height"),
            bytes: traits.and_then(|t| t.filled("SizeInBytes")?.parse().ok()),
            role: Some(role.to_owned()).filter(|role| !role.is_empty()),
        };
        let kind = match item.kind {
            ItemKind::Picture => MediaKind::Picture,
            ItemKind::Graphic => MediaKind::Graphic,
            ItemKind::Video => MediaKind::Video,
            ItemKind::Audio => MediaKind::Audio,
            ItemKind::Text | ItemKind::Package => {
                feed::media_kind(rendition.mime.as_deref(), &rendition.href)
            }
        };
        // Every file of an item is a form of the same picture.
        match item.media.iter_mut().find(|media| media.kind == kind) {
            Some(media) => media.renditions.push(rendition),
            None if item.kind == ItemKind::Text => {
                item.media.push(Media { kind, renditions: vec![rendition], ..Media::default() });
            }
            // The item is the picture, so its lines are the picture's.
            None => item.media.push(Media {
                kind,
                headline: item.headline.clone(),
                byline: item.bylines.first().cloned(),
                credit: item.credit.line.clone(),
                renditions: vec![rendition],
                ..Media::default()
            }),
        }
    }
}

/// The story's NITF, or a caption.
fn texts(component: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let role = component.filled("Role").unwrap_or_default();
    for text in component.all("TextContentItem") {
        let Some(data) = text.child("DataContent") else { continue };
        let inner = match data.child("nitf") {
            Some(story) => nitf::read(story, hints, problems),
            None => {
                let (body, media) = feed::inline(data, None);
                Item { body, media, ..Item::default() }
            }
        };
        if role.eq_ignore_ascii_case("caption") {
            let caption = inner.body.plain_text();
            match item.media.first_mut() {
                Some(media) => media.caption = Some(caption),
                None => item.summary = item.summary.take().or(Some(caption)),
            }
        } else {
            nitf::adopt(item, inner);
        }
    }
}
