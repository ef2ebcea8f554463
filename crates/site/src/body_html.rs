//! A story's text as HTML. Mark-up is made here and nowhere else, and every word of the text is in it.

use std::fmt::Write as _;

use wire::{Align, Block, Body, Cell, Inline, Row};

use crate::escape::escaped;
use crate::marks::Marks;
use crate::pictures;
use crate::view::PictureView;

/// A picture, film or sound that stands in a text.
#[derive(Debug, Clone)]
pub enum Figure {
    Picture(PictureView),
    Film {
        src: String,
        mime: String,
        caption: Option<String>,
        credit: Option<String>,
    },
    Sound {
        src: String,
        mime: String,
        caption: Option<String>,
        credit: Option<String>,
    },
    /// What the agency says of one that we have no file of.
    Words {
        caption: Option<String>,
        credit: Option<String>,
    },
}

/// The text as HTML. `figures` stand by their index among the item's media; `None` there is shown
/// elsewhere or is a file that we do not have.
pub fn html(body: &Body, figures: &[Option<Figure>], marks: &Marks) -> String {
    let html = String::with_capacity(body.blocks.len() * 200);
    let mut out = Page { html, marks, run: 0, links: 0 };
    blocks(&body.blocks, figures, &mut out);
    out.html
}

/// A text being printed. It counts the runs of words as [`Body::text_and_runs`] does, by which marks know their
/// places.
struct Page<'a> {
    html: String,
    marks: &'a Marks,
    run: u32,
    /// Links around what is printed.
    links: u32,
}

impl Page<'_> {
    fn push_str(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn push(&mut self, html: char) {
        self.html.push(html);
    }

    fn words(&mut self, text: &str) {
        self.marks.write(self.run, text, self.links > 0, &mut self.html);
        self.run += 1;
    }
}

impl std::fmt::Write for Page<'_> {
    fn write_str(&mut self, html: &str) -> std::fmt::Result {
        self.html.push_str(html);
        Ok(())
    }
}

/// The media that stand in the text, by index.
pub fn media_in(body: &Body) -> Vec<usize> {
    fn look(blocks: &[Block], found: &mut Vec<usize>) {
        for block in blocks {
            match block {
                Block::Media { media } => found.push(*media),
                Block::List { items, .. } => items.iter().for_each(|entry| look(entry, found)),
                Block::Quote { blocks, .. } | Block::Note { blocks } => look(blocks, found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    look(&body.blocks, &mut found);
    found
}

/// One figure by itself, for what the text does not place.
pub fn figure_html(figure: &Figure) -> String {
    let mut out = String::new();
    write_figure(figure, &mut out);
    out
}

fn blocks(list: &[Block], figures: &[Option<Figure>], out: &mut Page<'_>) {
    for block in list {
        self::block(block, figures, out);
    }
}

fn block(block: &Block, figures: &[Option<Figure>], out: &mut Page<'_>) {
    match block {
        Block::Paragraph { text } => element("p", text, out),
        Block::Heading { level, text } => element(heading(*level), text, out),
        Block::List { ordered, start, items } => {
            match (ordered, start) {
                (true, 1) => out.push_str("<ol>\n"),
                (true, start) => _ = writeln!(out, "<ol start=\"{start}\">"),
                (false, _) => out.push_str("<ul>\n"),
            }
            for entry in items {
                out.push_str("<li>");
                self::entry(entry, figures, out);
                out.push_str("</li>\n");
            }
            out.push_str(if *ordered { "</ol>\n" } else { "</ul>\n" });
        }
        Block::Quote { blocks: inner, cite } => {
            out.push_str("<blockquote>\n");
            blocks(inner, figures, out);
            if !cite.is_empty() {
                out.push_str("<footer>");
                inlines(cite, out);
                out.push_str("</footer>\n");
            }
            out.push_str("</blockquote>\n");
        }
        Block::Table { caption, rows } => table(caption, rows, out),
        Block::Preformatted { text } => {
            out.run += 1;
            _ = writeln!(out, "<pre>{}</pre>", escaped(text));
        }
        Block::Media { media } => {
            if let Some(figure) = figures.get(*media).and_then(Option::as_ref) {
                write_figure(figure, &mut out.html);
            }
        }
        Block::Note { blocks: inner } => {
            out.push_str("<aside class=\"editors-note\" aria-label=\"Note by the agency\">\n");
            blocks(inner, figures, out);
            out.push_str("</aside>\n");
        }
        Block::Rule => out.push_str("<hr>\n"),
    }
}

/// A list's entry: a lone paragraph is its words alone.
fn entry(entry: &[Block], figures: &[Option<Figure>], out: &mut Page<'_>) {
    match entry {
        [Block::Paragraph { text }] => inlines(text, out),
        [Block::Paragraph { text }, rest @ ..]
            if rest.iter().all(|block| matches!(block, Block::List { .. })) =>
        {
            inlines(text, out);
            out.push('\n');
            blocks(rest, figures, out);
        }
        _ => blocks(entry, figures, out),
    }
}

fn element(name: &str, text: &[Inline], out: &mut Page<'_>) {
    _ = write!(out, "<{name}>");
    inlines(text, out);
    _ = writeln!(out, "</{name}>");
}

fn heading(level: u8) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// A wide table scrolls by itself; it can be reached by the keyboard to do so.
fn table(caption: &[Inline], rows: &[Row], out: &mut Page<'_>) {
    out.push_str("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n");
    if !caption.is_empty() {
        element("caption", caption, out);
    }
    let head = rows.iter().take_while(|row| row.header || all_headers(row)).count();
    // A table of headers alone has none.
    let head = if head == rows.len() { 0 } else { head };
    for (part, rows, column) in [("thead", &rows[..head], true), ("tbody", &rows[head..], false)] {
        if rows.is_empty() {
            continue;
        }
        _ = writeln!(out, "<{part}>");
        for row in rows {
            out.push_str("<tr>");
            row.cells.iter().for_each(|cell| self::cell(cell, column || row.header, column, out));
            out.push_str("</tr>\n");
        }
        _ = writeln!(out, "</{part}>");
    }
    out.push_str("</table></div>\n");
}

fn all_headers(row: &Row) -> bool {
    !row.cells.is_empty() && row.cells.iter().all(|cell| cell.header)
}

fn cell(cell: &Cell, header: bool, column: bool, out: &mut Page<'_>) {
    let header = header || cell.header;
    out.push_str(if header { "<th" } else { "<td" });
    if header {
        let scope = match (column, cell.colspan > 1, cell.rowspan > 1) {
            (true, false, _) => "col",
            (true, true, _) => "colgroup",
            (false, _, false) => "row",
            (false, _, true) => "rowgroup",
        };
        _ = write!(out, " scope=\"{scope}\"");
    }
    for (name, span) in [("colspan", cell.colspan), ("rowspan", cell.rowspan)] {
        if span > 1 {
            _ = write!(out, " {name}=\"{span}\"");
        }
    }
    match cell.align {
        Align::Start => {}
        Align::Center => out.push_str(" class=\"center\""),
        Align::End => out.push_str(" class=\"end\""),
    }
    out.push('>');
    inlines(&cell.text, out);
    out.push_str(if header { "</th>" } else { "</td>" });
}

fn inlines(list: &[Inline], out: &mut Page<'_>) {
    for inline in list {
        match inline {
            Inline::Text { text } => out.words(text),
            Inline::Strong { inner } => wrap("strong", inner, out),
            Inline::Emphasis { inner } => wrap("em", inner, out),
            // Underlining is what links have; the words are only set apart.
            Inline::Underline { inner } => wrap("i", inner, out),
            Inline::Strike { inner } => wrap("s", inner, out),
            Inline::Sub { inner } => wrap("sub", inner, out),
            Inline::Sup { inner } => wrap("sup", inner, out),
            Inline::Code { inner } => wrap("code", inner, out),
            // The agency's copy has its own quotation marks around it.
            Inline::Quote { inner } | Inline::Entity { inner, .. } => inlines(inner, out),
            Inline::Link { href, inner } => link(href, inner, out),
            Inline::Break => out.push_str("<br>\n"),
        }
    }
}

fn wrap(name: &str, inner: &[Inline], out: &mut Page<'_>) {
    _ = write!(out, "<{name}>");
    inlines(inner, out);
    _ = write!(out, "</{name}>");
}

/// `wire` lets no other schemes through; a second lock on the same door costs little.
fn link(href: &str, inner: &[Inline], out: &mut Page<'_>) {
    let scheme = href.split(':').next().unwrap_or_default().to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => _ = write!(out, "<a href=\"{}\" rel=\"nofollow noopener\">", escaped(href)),
        "mailto" | "tel" => _ = write!(out, "<a href=\"{}\">", escaped(href)),
        _ => return inlines(inner, out),
    }
    out.links += 1;
    inlines(inner, out);
    out.links -= 1;
    out.push_str("</a>");
}

fn write_figure(figure: &Figure, out: &mut String) {
    match figure {
        Figure::Picture(picture) => {
            out.push_str("<figure class=\"figure\">");
            pictures::write(picture, out);
            caption(picture.caption.as_deref(), picture.credit.as_deref(), out);
        }
        Figure::Film { src, mime, caption: words, credit } => {
            _ = writeln!(
                out,
                "<figure class=\"figure\"><video controls preload=\"none\"><source src=\"{}\" type=\"{}\"></video>",
                escaped(src),
                escaped(mime)
            );
            caption(words.as_deref(), credit.as_deref(), out);
        }
        Figure::Sound { src, mime, caption: words, credit } => {
            _ = writeln!(
                out,
                "<figure class=\"figure\"><audio controls preload=\"none\"><source src=\"{}\" type=\"{}\"></audio>",
                escaped(src),
                escaped(mime)
            );
            caption(words.as_deref(), credit.as_deref(), out);
        }
        Figure::Words { caption: words, credit } => {
            out.push_str("<figure class=\"figure\">");
            caption(words.as_deref(), credit.as_deref(), out);
        }
    }
    out.push_str("</figure>\n");
}

fn caption(words: Option<&str>, credit: Option<&str>, out: &mut String) {
    if words.is_none() && credit.is_none() {
        return;
    }
    out.push_str("<figcaption>");
    if let Some(words) = words {
        _ = write!(out, "{}", escaped(words));
    }
    if let Some(credit) = credit {
        _ = write!(out, " <span class=\"credit\">{}</span>", escaped(credit));
    }
    out.push_str("</figcaption>\n");
}

#[cfg(test)]
mod browser;

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Vec<Inline> {
        vec![Inline::text(words)]
    }

    fn body(blocks: Vec<Block>) -> Body {
        Body { blocks }
    }

    fn cell(words: &str, header: bool) -> Cell {
        Cell { header, colspan: 1, rowspan: 1, text: text(words), ..Cell::default() }
    }

    /// The words that a reader of the HTML gets, in order.
    fn words_of(html: &str) -> Vec<String> {
        let mut plain = String::new();
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            plain.push_str(&rest[..start]);
            let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
            let tag = &rest[start..end];
            if ["p", "h2", "h3", "li", "td", "th", "br", "/p", "/li", "pre", "footer", "caption", "/h3"]
                .iter()
                .any(|name| tag[1..].trim_end_matches('>').split(' ').next() == Some(name))
            {
                plain.push(' ');
            }
            rest = &rest[end..];
        }
        plain.push_str(rest);
        let plain =
            plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        plain.replace("&amp;", "&").split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn every_word_of_a_text_is_on_the_page_in_its_order() {
        let nested = Block::List {
            ordered: false,
            start: 1,
            items: vec![vec![Block::Paragraph { text: text("pilots") }]],
        };
        let link = Inline::Link { href: "https://port.example/?a=1&b=2".into(), inner: text("the notice") };
        let entity =
            Inline::Entity { entity: "person".into(), value: "p1".into(), inner: text("Edda Lorne") };
        let body = body(vec![
            Block::Heading { level: 3, text: text("Winds of 95 km/h") },
            Block::Paragraph {
                text: vec![
                    Inline::text("Nothing sailed, said "),
                    Inline::Strong { inner: vec![entity] },
                    Inline::text(" & crew; see "),
                    link,
                    Inline::text("."),
                    Inline::Break,
                    Inline::text("H"),
                    Inline::Sub { inner: text("2") },
                    Inline::text("O rose."),
                ],
            },
            Block::List {
                ordered: true,
                start: 3,
                items: vec![
                    vec![Block::Paragraph { text: text("ferries") }],
                    vec![Block::Paragraph { text: text("tugs and") }, nested],
                ],
            },
            Block::Quote {
                blocks: vec![Block::Paragraph { text: text("“We wait.”") }],
                cite: text("Harbour master"),
            },
            Block::Table {
                caption: text("Tides <today>"),
                rows: vec![
                    Row { header: true, cells: vec![cell("Place", true), cell("Metres", true)] },
                    Row { header: false, cells: vec![cell("Port Ellery", true), cell("3.4", false)] },
                ],
            },
            Block::Preformatted { text: "Home  2\nAway  1".into() },
            Block::Note { blocks: vec![Block::Paragraph { text: text("Adds tides.") }] },
            Block::Rule,
        ]);
        let plain = body.plain_text();
        let wanted: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
        assert_eq!(words_of(&html(&body, &[], &Marks::default())), wanted);
        assert_eq!(wanted.len(), 37, "the measure itself must not be empty: {wanted:?}");
    }

    #[test]
    fn nothing_in_a_text_becomes_mark_up() {
        let bad = "<script>alert(1)</script>\"' onload=x";
        let link = Inline::Link { href: "https://a.example/\"><script>".into(), inner: text(bad) };
        let picture = PictureView {
            src: "/media/x.jpg\" onerror=\"x".into(),
            srcset: "/media/x.jpg\" onerror=\"x 320w".into(),
            sources: vec![crate::view::SourceView {
                mime: "image/webp\" onerror=\"x".into(),
                srcset: "/media/x.jpg\" onerror=\"x 320w".into(),
            }],
            url: String::new(),
            width: 3,
            height: 2,
            focus: String::new(),
            alt: bad.into(),
            caption: Some(bad.into()),
            credit: Some(bad.into()),
        };
        let body = body(vec![
            Block::Paragraph { text: vec![Inline::text(bad), link] },
            Block::Preformatted { text: bad.into() },
            Block::Table {
                caption: text(bad),
                rows: vec![Row { header: false, cells: vec![cell(bad, false)] }],
            },
            Block::Media { media: 0 },
        ]);
        let html = html(&body, &[Some(Figure::Picture(picture))], &Marks::default());
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("\" onerror"), "{html}");
        assert_eq!(html.matches("&lt;script&gt;").count(), 9, "{html}");
    }

    #[test]
    fn a_link_of_another_kind_keeps_its_words_alone() {
        let link = Inline::Link { href: "JavaScript:alert(1)".into(), inner: text("here") };
        assert_eq!(
            html(&body(vec![Block::Paragraph { text: vec![link] }]), &[], &Marks::default()),
            "<p>here</p>\n"
        );
    }

    #[test]
    fn a_table_says_which_cells_head_columns_and_rows() {
        let rows = vec![
            Row { header: false, cells: vec![cell("Place", true), cell("Metres", true)] },
            Row { header: false, cells: vec![cell("Port Ellery", true), cell("3.4", false)] },
        ];
        let html = html(&body(vec![Block::Table { caption: Vec::new(), rows }]), &[], &Marks::default());
        assert!(html.contains("<thead>\n<tr><th scope=\"col\">Place</th>"), "{html}");
        assert!(html.contains("<tbody>\n<tr><th scope=\"row\">Port Ellery</th><td>3.4</td>"), "{html}");
    }
}
