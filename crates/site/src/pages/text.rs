//! A story's text with its pictures, films and sounds: for its page and for feeds.

use store::desk_pictures::DeskPicture;
use store::media::{MediaFile, Shown};
use wire::{Item, Media};

use crate::addresses;
use crate::body_html::{self, Figure};
use crate::making::Making;
use crate::marks::Marks;
use crate::view::PictureView;

/// A text, ready to print.
pub struct Text {
    /// The first picture that does not stand in the text itself.
    pub lead: Option<PictureView>,
    /// That, or the first that does: what stands for the story where there is room for one.
    pub picture: Option<PictureView>,
    /// Safe HTML.
    pub html: String,
}

/// What stands with a text.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// What the desk set beside it.
    pub desk: &'a [DeskPicture],
    /// Of the item's own media.
    pub files: &'a [MediaFile],
    /// Picture stories.
    pub linked: &'a [Shown],
}

/// The text with the figures that stand in it; the first picture that does not, leads.
pub fn of(making: &Making<'_>, item: &Item, beside: Beside<'_>, marks: &Marks) -> Text {
    made(&Maker { making, origin: "" }, item, beside, marks)
}

/// The whole text with its own figures as HTML that can stand anywhere: its addresses are absolute.
pub fn for_feed(making: &Making<'_>, shown: &Shown) -> String {
    let maker = Maker { making, origin: making.site.origin() };
    let beside = Beside { desk: &shown.desk, files: &shown.files, linked: &[] };
    // Whoever reads a feed has no style that would set dates apart from the agency's words.
    let Text { lead, html, .. } = made(&maker, &shown.item, beside, &Marks::default());
    lead.map_or_else(String::new, |lead| body_html::figure_html(&Figure::Picture(lead))) + &html
}

struct Maker<'m> {
    making: &'m Making<'m>,
    /// Stands before the addresses of files; empty on our own pages.
    origin: &'m str,
}

fn made(maker: &Maker<'_>, item: &Item, beside: Beside<'_>, marks: &Marks) -> Text {
    let Beside { desk, files, linked } = beside;
    let placed = body_html::media_in(&item.body);
    let mut figures: Vec<Option<Figure>> = Vec::with_capacity(item.media.len());
    let mut loose: Vec<Figure> = desk.iter().filter_map(|picture| of_desk(maker, picture)).collect();
    for (index, media) in item.media.iter().enumerate() {
        let found = figure(maker, index, media, files);
        match placed.contains(&index) {
            // Its words stand in the text, whether or not there is a file of it.
            true => figures.push(found.or_else(|| words(media))),
            false => {
                loose.extend(found);
                figures.push(None);
            }
        }
    }
    for picture in linked {
        let of = |(index, media)| figure(maker, index, media, &picture.files);
        let desk = picture.desk.iter().filter_map(|picture| of_desk(maker, picture));
        loose.extend(desk.chain(picture.item.media.iter().enumerate().filter_map(of)).take(1));
    }
    let lead = loose.iter().position(|figure| matches!(figure, Figure::Picture(_)));
    let lead = lead.map(|at| loose.remove(at)).and_then(|figure| match figure {
        Figure::Picture(picture) => Some(picture),
        _ => None,
    });
    let in_text = figures.iter().flatten().find_map(|figure| match figure {
        Figure::Picture(picture) => Some(picture.clone()),
        _ => None,
    });
    let picture = lead.clone().or(in_text);
    let mut html = body_html::html(&item.body, &figures, marks);
    for figure in &loose {
        html.push_str(&body_html::figure_html(figure));
    }
    Text { lead, picture, html }
}

fn of_desk(maker: &Maker<'_>, picture: &DeskPicture) -> Option<Figure> {
    let DeskPicture { sha256, mime, width, height, caption, credit, alt, .. } = picture;
    let (caption, credit) = (caption.clone(), credit.clone());
    let alt = alt.as_deref().unwrap_or_default();
    let picture = maker.making.picture(sha256, mime, (*width, *height), alt, caption, credit)?;
    let src = format!("{}{}", maker.origin, picture.src);
    Some(Figure::Picture(PictureView { src, ..picture }))
}

/// The widest file that we have of a picture, film or sound.
fn figure(maker: &Maker<'_>, index: usize, media: &Media, files: &[MediaFile]) -> Option<Figure> {
    let kept = files.iter().filter(|file| file.media == index && file.sha256.is_some());
    let file = kept.max_by_key(|file| file.width.unwrap_or(0))?;
    let (sha256, mime) = (file.sha256.as_deref()?, file.mime.as_deref()?);
    let (caption, credit) = (media.caption.clone(), credit(media));
    let src = format!("{}{}", maker.origin, addresses::media_href(sha256, mime));
    match mime.split('/').next() {
        Some("image") => {
            let alt = media.alt.as_deref().or(media.headline.as_deref()).unwrap_or_default();
            let size = (file.width?, file.height?);
            let picture = maker.making.picture(sha256, mime, size, alt, caption, credit)?;
            let src = format!("{}{}", maker.origin, picture.src);
            Some(Figure::Picture(PictureView { src, ..picture }))
        }
        Some("video") => Some(Figure::Film { src, mime: mime.to_owned(), caption, credit }),
        Some("audio") => Some(Figure::Sound { src, mime: mime.to_owned(), caption, credit }),
        _ => None,
    }
}

/// What is said of a picture whose file we do not have.
fn words(media: &Media) -> Option<Figure> {
    let (caption, credit) = (media.caption.clone(), credit(media));
    (caption.is_some() || credit.is_some()).then_some(Figure::Words { caption, credit })
}

/// Who made it and who sends it, where both are named and one does not name the other.
fn credit(media: &Media) -> Option<String> {
    match (&media.byline, &media.credit) {
        (Some(byline), Some(credit)) if credit.contains(byline.as_str()) => Some(credit.clone()),
        (Some(byline), Some(credit)) if byline.contains(credit.as_str()) => Some(byline.clone()),
        (Some(byline), Some(credit)) => Some(format!("{byline} / {credit}")),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}
