//! `POST /api/view`: a reader's browser says which story is seen, where a CDN answers for the site.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use http::{HeaderMap, Request, StatusCode, header};
use hyper::body::Incoming;

use super::is_ahead;
use crate::addresses::{self, PageKey, Route};
use crate::{Site, settings::Count};

pub const PATH: &str = "/api/view";

/// The path of a story is all that is said.
const LONGEST: usize = 1024;
/// For so little, from a browser that has the page already.
const PATIENCE: Duration = Duration::from_secs(5);

/// Notes a view, or says by a status why not.
pub async fn note(site: &Site, client: IpAddr, request: Request<Incoming>) -> StatusCode {
    if !site.settings.popular.enabled || site.settings.popular.count != Count::Beacon {
        return StatusCode::NOT_FOUND;
    }
    let headers = request.headers().clone();
    let said = match read(site, request).await {
        Ok(said) => said,
        Err(status) => return status,
    };
    let path = said.trim();
    let Route::Page(key @ PageKey::Story { .. }) = addresses::read(path, None, &site.settings) else {
        return StatusCode::BAD_REQUEST;
    };
    match site.page(&key).await {
        Ok(Ok(page)) => {
            if let Some(story) = page.story.filter(|_| !is_ahead(&headers)) {
                site.views.view(story, client, &headers);
            }
            StatusCode::NO_CONTENT
        }
        // It has moved since: the browser had an old page.
        Ok(Err(_)) => StatusCode::NO_CONTENT,
        Err(e) => {
            tracing::error!("A view of {path} could not be noted: {e}");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// The few words that one of the paper's own pages says; a status where it is not one of them.
pub async fn read(site: &Site, request: Request<Incoming>) -> Result<String, StatusCode> {
    let (head, body) = request.into_parts();
    if !same_origin(&head.headers, site.origin()) {
        return Err(StatusCode::FORBIDDEN);
    }
    let read = tokio::time::timeout(PATIENCE, to_bytes(Body::new(body), LONGEST)).await;
    let Ok(Ok(bytes)) = read else { return Err(StatusCode::BAD_REQUEST) };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Only the paper's own pages may say that they are read.
fn same_origin(headers: &HeaderMap, ours: &str) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (said("sec-fetch-site"), said(header::ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin",
        // Browsers that do not say where a request comes from name its origin.
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == ours || (host.is_some() && host == said(header::HOST.as_str()))
        }
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_papers_own_pages_may_say_that_they_are_read() {
        let ours = "https://courier.example";
        let same = |pairs: &[(&'static str, &'static str)]| {
            let pairs = pairs.iter().map(|(name, value)| {
                (http::HeaderName::from_static(name), http::HeaderValue::from_static(value))
            });
            same_origin(&pairs.collect(), ours)
        };
        assert!(same(&[("sec-fetch-site", "same-origin")]));
        assert!(same(&[("origin", "https://courier.example")]));
        assert!(same(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(!same(&[("origin", "https://elsewhere.example"), ("host", "courier.example")]));
        assert!(!same(&[("sec-fetch-site", "cross-site"), ("origin", "https://courier.example")]));
        assert!(!same(&[]), "whoever says nothing");
    }
}
