//! An embargo whose end nobody can read holds its story back, whatever the format: here for those in XML.

use crate::xml::Element;
use crate::{Hints, Item, Moment, Problem, Status, dates};

/// Holds the item until the moment that the element names; an element without words, or with a computer's word for
/// none, names none. Where the words cannot be read the item is withheld.
pub(crate) fn read(element: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let is_none = |words: &String| {
        words.starts_with("0001-01-01")
            || ["false", "0", "no", "none"].contains(&words.to_lowercase().as_str())
    };
    if let Some(words) = element.words().filter(|words| !is_none(words)) {
        until(element, &words, dates::parse(&words, hints).ok(), item, problems);
    }
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
