//! Files that say that they are pictures.

/// What a file says of its picture is plain words of bounded length.
pub fn facts(bytes: &[u8]) {
    let said = pictures::facts(bytes);
    for text in [said.caption, said.credit, said.byline, said.copyright, said.alt].into_iter().flatten() {
        assert!(text.chars().count() <= 4000 && !text.contains(char::is_control), "{text:?}");
    }
}

/// What is kept of a file is no larger than it was, but for the words that are written anew; and once is enough.
pub fn clean(bytes: &[u8]) {
    let kept = pictures::clean(bytes);
    let words = pictures::facts(bytes);
    let said: usize = [&words.caption, &words.credit, &words.byline, &words.copyright, &words.alt]
        .into_iter()
        .flatten()
        // An ampersand is written as five bytes.
        .map(|text| text.len() * 6)
        .sum();
    assert!(kept.len() <= bytes.len() + said + 2000, "{} bytes grew to {}", bytes.len(), kept.len());
    let again = pictures::clean(&kept);
    assert!(
        again == kept,
        "once is enough: {} bytes became {} and then {}",
        bytes.len(),
        kept.len(),
        again.len()
    );
}

/// Sizes are made of what can be unpacked, none larger than the widest that pages send.
pub fn sizes(bytes: &[u8]) {
    let Ok(made) = pictures::make(bytes) else { return };
    for size in made.renditions {
        assert!(size.width <= 1920 && size.height <= 16_383 && !size.bytes.is_empty());
    }
}
