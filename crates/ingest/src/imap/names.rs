//! How names are written in commands.

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::NO_PAD;

/// A text between quotation marks. Control characters, which nothing may hold there, are left out.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted + "\""
}

/// The name of a mailbox: what is no ASCII is UTF-16 in a base64 of its own (RFC 3501, 5.1.3).
pub(super) fn mailbox(name: &str) -> String {
    const PACKED: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);
    let mut written = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let end = if c.is_ascii() {
            written.push_str(if c == '&' { "&-" } else { &rest[..1] });
            1
        } else {
            let end = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
            let wide: Vec<u8> = rest[..end].encode_utf16().flat_map(u16::to_be_bytes).collect();
            written.push_str(&format!("&{}-", PACKED.encode(wide)));
            end
        };
        rest = &rest[end..];
    }
    quoted(&written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_servers_read_them() {
        assert_eq!(mailbox("INBOX"), "\"INBOX\"");
        assert_eq!(mailbox("Entwürfe & more"), "\"Entw&APw-rfe &- more\"");
        assert_eq!(mailbox("台北"), "\"&U,BTFw-\"");
        assert_eq!(quoted("a\"b\\c\r\nA1 LOGOUT"), "\"a\\\"b\\\\cA1 LOGOUT\"");
    }
}
