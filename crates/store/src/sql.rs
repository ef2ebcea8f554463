//! Statements: every SQL text of this crate is a constant, named beside the functions that use it.

/// A statement for both engines. Made by [`statements!`] only, so that one test can prepare them all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sql(pub(crate) &'static str);

/// Tells who wants to know (`log.level = "store::sql=trace"`) that a statement is run.
pub(crate) fn run(text: &str) {
    tracing::trace!(target: "store::sql", "{text}");
}

/// Names a file's statements. Each becomes a constant; together they are the file's `ALL`.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* const $name: crate::sql::Sql = crate::sql::Sql($text);)*

        #[cfg(test)]
        pub(crate) const ALL: &[(&str, crate::sql::Sql)] = &[$((stringify!($name), $name)),*];
    };
}

/// The arguments of a statement, `$1` first.
macro_rules! args {
    ($($arg:expr),* $(,)?) => { &[$(crate::arg::Arg::from($arg)),*] };
}

pub(crate) use {args, statements};
