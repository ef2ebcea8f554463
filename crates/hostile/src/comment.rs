//! What readers write.

use newsroom::comments::Draft;

/// The bytes as a comment: its name, its mail address and its text in a line each.
pub fn tidy(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(3, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let draft = Draft::tidy(next(), next(), next());
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    for said in [&draft.name, &draft.text].into_iter().chain(&draft.email) {
        assert!(!said.contains(hidden), "{said:?}");
        // Lower case of one letter may be three.
        assert!(said.len() <= text.len() * 3, "{said:?}");
    }
    assert!(!draft.name.contains('\n') && !draft.text.contains("\n\n\n"));
    let again = Draft::tidy(&draft.name, draft.email.as_deref().unwrap_or_default(), &draft.text);
    assert_eq!(again, draft, "once is enough");
    draft.problems().iter().for_each(|problem| assert!(!problem.to_string().is_empty()));
}
