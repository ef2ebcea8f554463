//! What the names of elements and attributes mean, in XHTML, NITF and the agencies' own tags.

use std::borrow::Cow;

use crate::xml::Element;

/// Elements that hold blocks, in XHTML and NITF, and mean nothing else to a story.
pub(super) fn is_container(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "center"
            | "address"
            | "block"
            | "body.content"
            | "body.end"
            | "nitf-table"
            | "nitf"
            | "fn"
            | "abstract"
            | "byline"
            | "dateline"
            | "tagline"
            | "bibliography"
            | "copyrite"
            | "datasource"
            | "figcaption"
            | "details"
            | "summary"
            | "li"
            | "dt"
            | "dd"
            | "td"
            | "th"
            | "tr"
    )
}

/// Elements that stand inside a line wherever they are met.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "i"
            | "span"
            | "font"
            | "small"
            | "big"
            | "abbr"
            | "acronym"
            | "time"
            | "lang"
            | "pronounce"
            | "mark"
            | "bdo"
            | "bdi"
            | "nobr"
            | "label"
            | "frac"
            | "name.given"
            | "name.family"
            | "city"
            | "state"
            | "region"
            | "country"
            | "sublocation"
            | "alt-code"
            | "copyrite.year"
            | "copyrite.holder"
    )
}

/// Some agencies write their tags in capitals.
pub(super) fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// A number in an attribute.
pub(super) fn number(element: Element, name: &str) -> Option<u32> {
    element.attr(name)?.trim().trim_end_matches("px").parse().ok()
}
