use crate::{Hints, Parsed};

pub(crate) fn parse(_bytes: &[u8], _hints: &Hints) -> Parsed {
    Parsed { format: None, items: Vec::new(), problems: Vec::new() }
}
