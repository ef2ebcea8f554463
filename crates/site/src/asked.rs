//! The header lines of a request, whoever read them: hyper, or the fast lane before it.

use http::HeaderMap;
use httparse::Header;

/// A request's header lines, to be asked by name.
pub trait Asked {
    /// The values of a header, in the order in which they came. `name` is in small letters.
    fn all(&self, name: &'static str) -> impl DoubleEndedIterator<Item = &[u8]>;

    /// Its first value.
    fn first(&self, name: &'static str) -> Option<&[u8]> {
        self.all(name).next()
    }
}

impl Asked for HeaderMap {
    fn all(&self, name: &'static str) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.get_all(name).iter().map(|value| value.as_bytes())
    }
}

impl Asked for [Header<'_>] {
    fn all(&self, name: &'static str) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.iter().filter(move |line| line.name.eq_ignore_ascii_case(name)).map(|line| line.value)
    }
}

/// A value as text; `None` where it has anything but what can be seen, spaces and tabs.
pub fn text(value: &[u8]) -> Option<&str> {
    let plain = value.iter().all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
    if plain { std::str::from_utf8(value).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_readers_of_a_request_find_the_same_lines() {
        let lines = [("Accept", "text/html"), ("X-Forwarded-For", "a"), ("x-forwarded-for", "b")]
            .map(|(name, value)| Header { name, value: value.as_bytes() });
        let map: HeaderMap = lines
            .iter()
            .map(|line| (line.name.parse::<http::HeaderName>().unwrap(), line.value.try_into().unwrap()))
            .collect();
        for name in ["accept", "x-forwarded-for", "user-agent"] {
            let of_lines: Vec<&[u8]> = lines.all(name).collect();
            assert_eq!(of_lines, map.all(name).collect::<Vec<_>>(), "{name}");
        }
        assert_eq!(map.all("x-forwarded-for").next_back(), Some(&b"b"[..]));
    }

    #[test]
    fn a_value_is_text_where_hyper_says_so_too() {
        for byte in 0..=255u8 {
            if let Ok(value) = http::HeaderValue::from_bytes(&[b'a', byte]) {
                assert_eq!(text(value.as_bytes()), value.to_str().ok(), "{byte}");
            }
        }
    }
}
