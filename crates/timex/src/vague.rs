//! Words that name a side of the present and no more: "now", "recently", "the future".

use crate::{
    classes::Class,
    expression::Anchor,
    resolve::{Case, Reading},
    value::{Side, Value},
};

pub(crate) fn resolve(case: &Case<'_>) -> Option<Reading> {
    let side = match case.get(Class::Vague)? {
        0 => Side::Past,
        1 => Side::Present,
        _ => Side::Future,
    };
    Some(Reading::date(Value::Vague(side), Anchor::None))
}
