//! An embargo whose end nobody can read holds its story back, whatever the format: here for those in XML.

use crate::xml::Element;
use crate::{Hints, Item, Moment, Problem, Status, dates};

/// Holds the item until the moment that the element names. Where its words cannot be read the item is withheld.
pub(crate) fn read(element: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    if let Some(words) = words(element) {
        until(element, &words, dates::parse(&words, hints).ok(), item, problems);
    }
}

/// The element's words; `None` where it has none, or a computer's word for none.
pub(crate) fn words(element: Element) -> Option<String> {
    element.words().filter(|words| {
        !words.starts_with("0001-01-01")
            && !["false", "0", "no", "none"].contains(&words.to_lowercase().as_str())
    })
}

/// The same for words that were read already.
pub(crate) fn until(
    element: Element,
    words: &str,
    moment: Option<Moment>,
    item: &mut Item,
    problems: &mut Vec<Problem>,
) {
    item.embargo = moment;
    if moment.is_none() {
        if item.status == Status::Usable {
            item.status = Status::Withheld;
        }
        let shown: String = words.chars().take(60).collect();
        let message = format!(
            "The item is embargoed, but until when cannot be read (\"{shown}\"); it counts as withheld."
        );
        problems
            .push(element.problem(Problem::error(message).remedy("Ask the agency when the embargo ends.")));
    }
}
