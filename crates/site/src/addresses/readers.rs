//! The addresses at which a reader has his name kept.

use crate::settings::Settings;

/// What a reader asks about his name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderAct {
    /// The form that a mail is asked for with, and the page that the link in it leads to.
    SignIn,
    /// The button on that page.
    Keep,
    SignOut,
}

pub const SIGN_IN: &str = "/comments/sign-in";
pub const KEEP_NAME: &str = "/comments/sign-in/keep";
pub const SIGN_OUT: &str = "/comments/sign-out";

/// Where no mail can be sent there are no such addresses.
pub(super) fn read(path: &str, settings: &Settings) -> Option<ReaderAct> {
    if !settings.comments.enabled || settings.mail.is_none() {
        return None;
    }
    match path {
        SIGN_IN => Some(ReaderAct::SignIn),
        KEEP_NAME => Some(ReaderAct::Keep),
        SIGN_OUT => Some(ReaderAct::SignOut),
        _ => None,
    }
}
