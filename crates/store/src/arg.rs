//! What goes into a statement, in the five kinds of value that both engines can be given.

use std::borrow::Cow;

use bytes::{BufMut, BytesMut};
use jiff::Timestamp;
use newsroom::StoryId;
use rusqlite::types::{ToSql as LiteToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use tokio_postgres::types::{IsNull, ToSql as PgToSql, Type, to_sql_checked};

/// Microseconds from 1970, where our times begin, to 2000, where PostgreSQL's do.
pub(crate) const PG_EPOCH: i64 = 946_684_800_000_000;

/// One argument.
#[derive(Debug, Clone)]
pub(crate) enum Arg<'a> {
    Null,
    /// Numbers, truths (0 or 1) and times (microseconds since 1970).
    Int(i64),
    /// Scores.
    Real(f64),
    /// Texts and JSON.
    Text(Cow<'a, str>),
    Blob(&'a [u8]),
}

/// A value as JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> Arg<'static> {
    // What we write are structures of strings, numbers and lists, which JSON always takes.
    let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    Arg::Text(Cow::Owned(without_nul_escapes(text)))
}

/// PostgreSQL keeps no NUL in texts or JSON, so neither engine gets one: it becomes U+FFFD.
fn without_nul_escapes(text: String) -> String {
    if !text.contains("\\u0000") {
        return text;
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\\') {
        clean.push_str(&rest[..at]);
        // A backslash stands before at least one more character in valid JSON; `\\u0000` is a backslash and "u0000".
        let length = if rest[at..].starts_with("\\u0000") { 6 } else { 2 };
        let escape = rest.get(at..at + length).unwrap_or(&rest[at..]);
        clean.push_str(if length == 6 { "\u{fffd}" } else { escape });
        rest = &rest[at + escape.len()..];
    }
    clean.push_str(rest);
    clean
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() })
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() })
    }
}

impl<'a> From<&'a [u8]> for Arg<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Arg::Blob(bytes)
    }
}

impl From<f64> for Arg<'_> {
    fn from(number: f64) -> Self {
        Arg::Real(number)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Arg::Int(number)
    }
}

impl From<i32> for Arg<'_> {
    fn from(number: i32) -> Self {
        Arg::Int(number.into())
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Arg::Int(number.into())
    }
}

impl From<u64> for Arg<'_> {
    /// Numbers beyond half the range turn negative, and back when they are read.
    fn from(number: u64) -> Self {
        Arg::Int(number.cast_signed())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        (number as u64).into()
    }
}

impl From<bool> for Arg<'_> {
    fn from(truth: bool) -> Self {
        Arg::Int(truth.into())
    }
}

impl From<Timestamp> for Arg<'_> {
    fn from(at: Timestamp) -> Self {
        Arg::Int(at.as_microsecond())
    }
}

impl From<StoryId> for Arg<'_> {
    fn from(id: StoryId) -> Self {
        Arg::Int(id.0)
    }
}

impl<'a, T: Into<Arg<'a>>> From<Option<T>> for Arg<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Arg::Null, Into::into)
    }
}

impl LiteToSql for Arg<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Arg::Null => ValueRef::Null,
            Arg::Int(number) => ValueRef::Integer(*number),
            Arg::Real(number) => ValueRef::Real(*number),
            Arg::Text(text) => ValueRef::Text(text.as_bytes()),
            Arg::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl PgToSql for Arg<'_> {
    /// Shapes the value to the type that the prepared statement asks for.
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Arg::Null => return Ok(IsNull::Yes),
            Arg::Int(number) => match *ty {
                Type::BOOL => out.put_u8((*number != 0).into()),
                Type::INT2 => out.put_i16((*number).try_into()?),
                Type::INT4 => out.put_i32((*number).try_into()?),
                Type::INT8 => out.put_i64(*number),
                Type::TIMESTAMPTZ => out.put_i64(number.saturating_sub(PG_EPOCH)),
                _ => return Err(format!("a number where the statement takes {ty}").into()),
            },
            Arg::Real(number) => match *ty {
                Type::FLOAT8 => out.put_f64(*number),
                _ => return Err(format!("a score where the statement takes {ty}").into()),
            },
            Arg::Text(text) => {
                if *ty == Type::JSONB {
                    // The version of jsonb's binary form.
                    out.put_u8(1);
                }
                out.put_slice(text.as_bytes());
            }
            Arg::Blob(bytes) => out.put_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_in_copy_becomes_a_mark_on_both_engines() {
        let text = |arg: Arg<'_>| match arg {
            Arg::Text(text) => text.into_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(text(Arg::from("a\0b")), "a\u{fffd}b");
        assert_eq!(text(json(&"a\0b")), "\"a\u{fffd}b\"");
        assert_eq!(text(json(&"\\u0000 \" \0")), "\"\\\\u0000 \\\" \u{fffd}\"");
    }
}
