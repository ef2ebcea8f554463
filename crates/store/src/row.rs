//! Reading rows, by position.

use jiff::Timestamp;
use newsroom::StoryId;
use rusqlite::types::ValueRef;
use serde::de::DeserializeOwned;
use tokio_postgres::types::{FromSql, Type};
use wire::{Moment, Precision};

use crate::arg::PG_EPOCH;
use crate::{Error, Result};

/// What can be read from one row.
pub(crate) trait FromRow: Sized {
    fn read(row: &mut Row<'_>) -> Result<Self>;
}

/// A row of either engine, read from its first column on.
pub(crate) struct Row<'r> {
    source: Source<'r>,
    at: usize,
}

enum Source<'r> {
    Lite(&'r rusqlite::Row<'r>),
    Pg(&'r tokio_postgres::Row),
}

impl<'r> Row<'r> {
    pub fn lite(row: &'r rusqlite::Row<'r>) -> Self {
        Row { source: Source::Lite(row), at: 0 }
    }

    pub fn pg(row: &'r tokio_postgres::Row) -> Self {
        Row { source: Source::Pg(row), at: 0 }
    }

    /// The next column.
    pub fn next<T: Column>(&mut self) -> Result<T> {
        let at = self.at;
        let cell = self.cell()?;
        T::from_cell(cell).ok_or_else(|| {
            Error::Row(format!(
                "column {} of a result holds {cell:?}, which is not a {}.",
                at + 1,
                std::any::type_name::<T>()
            ))
        })
    }

    /// The next column, as the engine gives it.
    pub fn cell(&mut self) -> Result<Cell<'r>> {
        let at = self.at;
        self.at += 1;
        match self.source {
            Source::Lite(row) => {
                let value = row.get_ref(at).map_err(|e| Error::Row(format!("{e}.")))?;
                Ok(match value {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(number) => Cell::Int(number),
                    ValueRef::Real(number) => Cell::Real(number),
                    ValueRef::Text(text) => {
                        Cell::Text(std::str::from_utf8(text).map_err(|e| Error::Row(format!("{e}.")))?)
                    }
                    ValueRef::Blob(bytes) => Cell::Blob(bytes),
                })
            }
            Source::Pg(row) => row.try_get(at).map_err(|e| Error::Row(format!("{e}."))),
        }
    }

    /// The next three columns: time, offset, day.
    pub fn moment(&mut self) -> Result<Option<Moment>> {
        let at: Option<Timestamp> = self.next()?;
        let offset: Option<i64> = self.next()?;
        let day: bool = self.next()?;
        let precision = if day { Precision::Day } else { Precision::Time };
        Ok(at.map(|at| Moment { at, offset: offset.and_then(|o| o.try_into().ok()), precision }))
    }

    /// The next column, one word that serde knows as a variant: a state, a kind.
    pub fn word<T: DeserializeOwned>(&mut self) -> Result<T> {
        let word: String = self.next()?;
        let value = serde_json::Value::String(word);
        serde_json::from_value(value).map_err(|e| Error::Row(format!("{e}.")))
    }
}

/// A value, as both engines can give it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell<'r> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'r str),
    Blob(&'r [u8]),
}

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *ty {
            Type::BOOL => Cell::Int(raw.first().is_some_and(|b| *b != 0).into()),
            Type::INT2 => Cell::Int(i16::from_be_bytes(raw.try_into()?).into()),
            Type::INT4 => Cell::Int(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT8 => Cell::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::FLOAT8 => Cell::Real(f64::from_be_bytes(raw.try_into()?)),
            Type::TIMESTAMPTZ => Cell::Int(i64::from_be_bytes(raw.try_into()?).saturating_add(PG_EPOCH)),
            Type::BYTEA => Cell::Blob(raw),
            Type::JSONB => Cell::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?),
            _ => Cell::Text(std::str::from_utf8(raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// What can be read from one column.
pub(crate) trait Column: Sized {
    /// `None` where the cell holds something else.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

/// A column that holds JSON.
pub(crate) struct Json<T>(pub T);

impl<T: DeserializeOwned> Column for Json<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        let Cell::Text(text) = cell else { return None };
        serde_json::from_str(text).ok().map(Json)
    }
}

impl<T: Column> Column for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if matches!(cell, Cell::Null) { Some(None) } else { T::from_cell(cell).map(Some) }
    }
}

impl Column for i64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Int(number) => Some(number),
            // SQLite makes one of some sums.
            Cell::Real(number) => Some(number as i64),
            _ => None,
        }
    }
}

impl Column for f64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Real(number) = cell { Some(number) } else { None }
    }
}

impl Column for u64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell).map(i64::cast_unsigned)
    }
}

impl Column for u32 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell)?.try_into().ok()
    }
}

impl Column for usize {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell)?.try_into().ok()
    }
}

impl Column for u8 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell)?.try_into().ok()
    }
}

impl Column for bool {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell).map(|number| number != 0)
    }
}

impl Column for String {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Text(text) = cell { Some(text.to_owned()) } else { None }
    }
}

impl Column for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if let Cell::Blob(bytes) = cell { Some(bytes.to_vec()) } else { None }
    }
}

impl Column for Timestamp {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        Timestamp::from_microsecond(i64::from_cell(cell)?).ok()
    }
}

impl Column for StoryId {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        i64::from_cell(cell).map(StoryId)
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))+) => {
        $(impl<$($name: Column),+> FromRow for ($($name,)+) {
            fn read(row: &mut Row<'_>) -> Result<Self> {
                Ok(($(row.next::<$name>()?,)+))
            }
        })+
    };
}

tuples! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }
