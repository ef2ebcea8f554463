//! `POST /api/v1/push/SOURCE`: the agency sends copy itself.
//!
//! The body is the file, as it is. The answer comes after the commit and says what became of every item:
//! 200 when all is well, 202 when the bytes are kept but something is wrong with them. Any other status
//! means that nothing was kept and that sending it again is right.

mod rate;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode, header};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use wire::Severity;

use crate::{Arriving, Intake, IntakeError, secret};
use rate::Rate;

/// A body must have come in full by then.
const PATIENCE: Duration = Duration::from_secs(120);

/// The routes of all sources that are pushed.
///
/// # Errors
/// A sentence, where the token of a source cannot be read.
pub fn router(intake: &Intake) -> Result<Router, String> {
    let mut doors = BTreeMap::new();
    for source in intake.sources() {
        if let Some(push) = &source.push {
            let token =
                secret::read(&push.token_file).map_err(|e| format!("The source \"{}\": {e}", source.name))?;
            doors.insert(
                source.name.clone(),
                Door {
                    token: Sha256::digest(token).into(),
                    max_bytes: source.max_bytes,
                    rate: Mutex::new(Rate::new(push.per_minute)),
                },
            );
        }
    }
    let house = Arc::new(House { intake: intake.clone(), doors });
    Ok(Router::new().route("/api/v1/push/{source}", post(push)).with_state(house))
}

struct House {
    intake: Intake,
    doors: BTreeMap<String, Door>,
}

struct Door {
    /// Hash of the token; the token itself is not kept.
    token: [u8; 32],
    max_bytes: u64,
    rate: Mutex<Rate>,
}

#[derive(Deserialize)]
struct Asked {
    /// The file's name, for the log.
    name: Option<String>,
}

async fn push(
    State(house): State<Arc<House>>,
    Path(source): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match take(&house, &source, asked.name, &headers, body).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn take(
    house: &House,
    source: &str,
    name: Option<String>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let now = Timestamp::now();
    let door = house.admit(source, headers)?;
    // A request that another limit lets through only to be refused does not count.
    let content_type = readable(headers)?;
    door.rate.lock().unwrap_or_else(PoisonError::into_inner).take(now).map_err(Refusal::too_often)?;
    let bytes = receive(headers, body, door.max_bytes).await?;
    let arriving = Arriving { name: clean(name), bytes, content_type, ..Arriving::default() };
    let outcome = house.intake.accept(source, arriving, now).await.map_err(Refusal::of)?;
    let status = match outcome.severity() {
        Some(Severity::Warning | Severity::Error) => StatusCode::ACCEPTED,
        Some(Severity::Note) | None => StatusCode::OK,
    };
    Ok((status, Json(outcome)).into_response())
}

impl House {
    /// Who does not know a source's token is not told whether there is such a source.
    fn admit(&self, source: &str, headers: &HeaderMap) -> Result<&Door, Refusal> {
        let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = said.and_then(|said| match said.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Some(token.trim()),
            _ => None,
        });
        let Some(token) = token else {
            let sentence = "Send the source's token in a header: \"Authorization: Bearer TOKEN\".";
            return Err(
                Refusal::new(StatusCode::UNAUTHORIZED, sentence).with(header::WWW_AUTHENTICATE, "Bearer")
            );
        };
        let shown: [u8; 32] = Sha256::digest(token).into();
        let door = self.doors.get(source);
        let expected = door.map_or([0; 32], |door| door.token);
        let fits = bool::from(shown.ct_eq(&expected));
        door.filter(|_| fits)
            .ok_or_else(|| Refusal::new(StatusCode::FORBIDDEN, "This token does not open this source."))
    }
}

/// The content type, unless it says that the body is no file.
fn readable(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let text = |name: HeaderName| {
        headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_ascii_lowercase)
    };
    if text(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        let sentence = "Send the file as it is, without Content-Encoding.";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence));
    }
    let content_type = text(header::CONTENT_TYPE);
    let kind = content_type.as_deref().and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    if kind.starts_with("multipart/")
        || kind.starts_with("image/")
        || kind == "application/x-www-form-urlencoded"
    {
        let sentence = format!(
            "A body of the type {kind} is not read. Send the file itself as the body, with its own type, \
             such as application/xml or application/json."
        );
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence));
    }
    Ok(content_type)
}

async fn receive(headers: &HeaderMap, body: Body, most: u64) -> Result<Bytes, Refusal> {
    let too_large = || {
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, format!("No delivery may be larger than {most} bytes."))
    };
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|said| said > most) {
        return Err(too_large());
    }
    let limit = usize::try_from(most).unwrap_or(usize::MAX);
    let bytes = match tokio::time::timeout(PATIENCE, to_bytes(body, limit)).await {
        Err(_) => {
            return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "The body did not come in full in time."));
        }
        Ok(Err(error)) if is_over_limit(&error) => return Err(too_large()),
        Ok(Err(_)) => return Err(Refusal::new(StatusCode::BAD_REQUEST, "The body broke off.")),
        Ok(Ok(bytes)) => bytes,
    };
    match bytes.is_empty() {
        true => Err(Refusal::new(StatusCode::BAD_REQUEST, "The body is empty. Send the file as the body.")),
        false => Ok(bytes),
    }
}

fn is_over_limit(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<http_body_util::LengthLimitError>())
}

/// A name for the log: one line, not endless.
fn clean(name: Option<String>) -> String {
    let name: String = name.unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    if name.trim().is_empty() { "push".to_owned() } else { name }
}

struct Refusal {
    status: StatusCode,
    sentence: String,
    header: Option<(HeaderName, String)>,
}

impl Refusal {
    fn new(status: StatusCode, sentence: impl Into<String>) -> Refusal {
        Refusal { status, sentence: sentence.into(), header: None }
    }

    fn with(mut self, name: HeaderName, value: impl Into<String>) -> Refusal {
        self.header = Some((name, value.into()));
        self
    }

    fn too_often(seconds: u64) -> Refusal {
        let sentence = format!("Too many deliveries. Come back in {seconds} seconds.");
        Refusal::new(StatusCode::TOO_MANY_REQUESTS, sentence).with(header::RETRY_AFTER, seconds.to_string())
    }

    fn of(error: IntakeError) -> Refusal {
        match &error {
            IntakeError::TooLarge { .. } => Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, error.to_string()),
            IntakeError::UnknownSource(_) => Refusal::new(StatusCode::NOT_FOUND, error.to_string()),
            IntakeError::Store(_) => {
                tracing::error!("a push was not kept: {error}");
                let sentence = "The delivery was not kept. Send it again in a moment.";
                Refusal::new(StatusCode::SERVICE_UNAVAILABLE, sentence).with(header::RETRY_AFTER, "5")
            }
        }
    }

    fn into_response(self) -> Response {
        let mut response = (self.status, Json(json!({ "error": self.sentence }))).into_response();
        if let Some((name, value)) = self.header
            && let Ok(value) = value.parse()
        {
            response.headers_mut().insert(name, value);
        }
        response
    }
}
