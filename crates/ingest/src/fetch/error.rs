//! Why nothing was fetched, as sentences.

use std::error::Error;

use url::Url;

use super::guard::Internal;

#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error("\"{url}\" cannot be read as an address ({why}).")]
    NoAddress { url: String, why: String },
    #[error("{url} was not asked: {why}.")]
    Refused { url: String, why: String },
    #[error("{url} redirects more than {most} times.")]
    TooManyRedirects { url: String, most: usize },
    #[error("{url} answers with more than {most} bytes. Raise the limit if that is right.")]
    TooLong { url: String, most: u64 },
    #[error("{url} did not answer in full within {seconds} seconds.")]
    Slow { url: String, seconds: u64 },
    #[error("{url} cannot be reached: {why}.")]
    Net { url: String, why: String },
    #[error(
        "The client for outgoing requests cannot be made: {why}. Is the package ca-certificates installed?"
    )]
    Client { why: String },
}

impl FetchError {
    /// Our own refusal where one stands behind the client's error, else what the net says.
    pub(super) fn of_request(url: &Url, error: reqwest::Error) -> FetchError {
        let url = shown(url);
        let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
        while let Some(e) = cause {
            if let Some(internal) = e.downcast_ref::<Internal>() {
                return FetchError::Refused { url, why: internal.to_string() };
            }
            cause = e.source();
        }
        let why = if error.is_timeout() { "it took too long".to_owned() } else { innermost(&error) };
        FetchError::Net { url, why }
    }

    /// Would asking again be of use?
    pub fn may_pass(&self) -> bool {
        matches!(self, FetchError::Slow { .. } | FetchError::Net { .. } | FetchError::Client { .. })
    }
}

/// The cause behind all causes: what the system said.
pub(super) fn innermost(error: &dyn Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string().trim_end_matches('.').to_owned()
}

/// An address without what may be secret in it: name and password, and the query, where keys stand.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Fails only for addresses that can hold neither.
    let _ = url.set_password(None);
    let _ = url.set_username("");
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}
