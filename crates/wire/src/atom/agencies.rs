//! What agencies add to Atom in two elements of their own: `ContentMetadata` and `NewsManagement`, as AP
//! (WebFeeds, namespaces `apcm` and `apnm`) and WENN (`wenn_cm`, `wenn_nm`) do.

use crate::feed::{self, Entry};
use crate::json::fields::status_of;
use crate::xml::Element;
use crate::{CodeKind, Hints, Problem, Status, Subject, byline, dateline_in_text, said, subjects};

/// What the entry is about, and its lines.
pub(super) fn metadata(metadata: Element<'_>, entry: &mut Entry) {
    wenn(metadata, entry);
    let item = &mut entry.item;
    let words = |name: &str| metadata.child(name).and_then(feed::words);
    item.headline = words("HeadLine").or(item.headline.take());
    item.subheadline = words("ExtendedHeadLine").or(item.subheadline.take());
    item.slugline = words("SlugLine").or_else(|| words("slug"));
    let bylines: Vec<String> =
        metadata.all("ByLine").filter_map(Element::words).filter_map(|name| byline::clean(&name)).collect();
    if !bylines.is_empty() {
        item.bylines = bylines;
    }
    item.dateline_text = words("DateLine").map(|line| dateline_in_text::printed(&line));
    item.dateline_place = item.dateline_text.as_deref().and_then(dateline_in_text::place_of);
    item.credit.line = words("CreditLine");
    item.credit.copyright_notice = words("CopyrightLine").or(item.credit.copyright_notice.take());
    item.credit.source = words("Source");
    item.keywords.extend(metadata.all("Keywords").filter_map(feed::words));
    let priority = metadata.child("Priority").and_then(|priority| priority.filled("Numeric"));
    item.urgency = priority.and_then(|n| n.parse().ok()).filter(|n| (1..=9).contains(n));
    for element in metadata.elements() {
        let value = |name: &str| element.filled(name).unwrap_or_default().to_owned();
        let (kind, code) = match element.name() {
            "SubjectClassification" if value("Authority").contains("Category") => (CodeKind::Category, "Id"),
            "SubjectClassification" => (CodeKind::Subject, "Id"),
            "EntityClassification" if value("Authority").contains("Party") => (CodeKind::Person, "Id"),
            "EntityClassification" if value("Authority").contains("Geography") => (CodeKind::Place, "Id"),
            "EntityClassification" => (CodeKind::Organisation, "Id"),
            // So WENN writes it.
            "catagory" | "category" => (CodeKind::Category, "id"),
            _ => continue,
        };
        let name = element.filled("Value").or_else(|| element.filled("value")).unwrap_or_default().to_owned();
        let subject = Subject { kind, scheme: value("Authority"), code: value(code), name };
        subjects::add(&mut item.subjects, subject);
    }
}

/// WENN sends its copy in an extension of its own and, at times, another text as the content.
fn wenn(metadata: Element<'_>, entry: &mut Entry) {
    let own = ["first_line", "body"].iter().filter_map(|name| feed::filled(metadata.child(name)?.text()));
    for text in own {
        let known = entry.text.take().unwrap_or_default();
        let is_new = !known.contains(text.trim());
        entry.text = feed::filled(if is_new { format!("{known}\n\n{text}") } else { known }.into());
    }
    for tag in metadata.descendants("tag") {
        entry.item.keywords.extend(tag.filled("value").map(str::to_owned));
    }
}

/// Which version it is, and whether it may be used.
pub(super) fn management(
    management: Element<'_>,
    entry: &mut Entry,
    hints: &Hints,
    problems: &mut Vec<Problem>,
) {
    let item = &mut entry.item;
    let words = |name: &str| management.child(name).and_then(Element::words);
    // WENN: Atom's own `published` is missing there.
    let published = management.child("published").and_then(|e| feed::moment(e, hints, problems));
    item.published = item.published.or(published);
    item.version = words("ManagementSequenceNumber").and_then(|version| version.parse().ok());
    let status = words("PublishingStatus");
    item.status = status.as_deref().and_then(status_of).unwrap_or(item.status);
    let notes = ["PublishingSpecialInstructions", "Instruction", "PublishingReason"];
    let notes: Vec<String> = notes.iter().filter_map(|name| words(name)).collect();
    item.ed_note = (!notes.is_empty()).then(|| notes.join("\n"));
    item.signal = notes.iter().find_map(|note| {
        let bare = note.strip_prefix("Eds:").or_else(|| note.strip_prefix("EDS:")).unwrap_or(note);
        said::signal_in_words(bare)
    });
    if item.signal == Some(crate::Signal::Kill) {
        item.status = Status::Canceled;
    }
}
