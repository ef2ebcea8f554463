use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use ingest::*;
use serde_json::Value;
use tower::ServiceExt;

use crate::house::*;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

struct Door {
    house: House,
    router: axum::Router,
}

async fn door(per_minute: u32) -> Door {
    let folder = tempfile::tempdir().unwrap();
    let token_file = folder.path().join("token");
    std::fs::write(&token_file, format!("{TOKEN}\n")).unwrap();
    let push = Some(PushSettings { token_file, per_minute });
    let house = House::at(folder, SourceSettings { push, max_bytes: 10_000, ..source() }).await;
    Door { router: push::router(&house.intake).unwrap(), house }
}

fn request(source: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(format!("/api/v1/push/{source}?name=storm.json"))
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("content-type", "application/json")
        .body(body.into())
        .unwrap()
}

impl Door {
    async fn send(&self, request: Request<Body>) -> (StatusCode, Value) {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}

#[tokio::test]
async fn a_pushed_story_is_kept_before_the_answer_and_the_answer_says_what_became_of_it() {
    let door = door(0).await;
    let (status, answer) =
        door.send(request("mna", long_ago("urn:mna:storm", "Storm closes the harbour"))).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["items"][0]["verdict"], "new");
    assert_eq!(answer["items"][0]["fate"], "show");
    assert_eq!(answer["items"][0]["path"], "/2018/09/10/storm-closes-the-harbour");
    assert_eq!(answer["name"], "storm.json");
    assert_eq!(door.house.front().await, ["Storm closes the harbour"]);
    let (status, answer) =
        door.send(request("mna", long_ago("urn:mna:storm", "Storm closes the harbour"))).await;
    assert_eq!((status, &answer["duplicate"]), (StatusCode::OK, &Value::Bool(true)));
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_and_answered_with_the_problem() {
    let door = door(0).await;
    let (status, answer) = door.send(request("mna", "\u{0}\u{2} no news")).await;
    assert_eq!(status, StatusCode::ACCEPTED);
    assert!(answer["problems"][0]["message"].is_string(), "{answer}");
    assert!(answer["delivery"].as_i64().unwrap() > 0);
}

#[tokio::test]
async fn nobody_comes_in_without_the_token_or_learns_which_sources_there_are() {
    let door = door(0).await;
    let copy = || long_ago("urn:mna:storm", "Storm");
    let mut anonymous = request("mna", copy());
    anonymous.headers_mut().remove("authorization");
    assert_eq!(door.send(anonymous).await.0, StatusCode::UNAUTHORIZED);
    let mut basic = request("mna", copy());
    basic.headers_mut().insert("authorization", "Basic bW5hOm1uYQ==".parse().unwrap());
    assert_eq!(door.send(basic).await.0, StatusCode::UNAUTHORIZED);
    let mut wrong = request("mna", copy());
    wrong.headers_mut().insert("authorization", "Bearer wrong".parse().unwrap());
    let refused = door.send(wrong).await;
    assert_eq!(refused.0, StatusCode::FORBIDDEN);
    assert_eq!(door.send(request("pws", copy())).await, refused, "an unknown source looks the same");
    let mut small = request("mna", copy());
    small.headers_mut().insert("authorization", format!("bearer  {TOKEN}").parse().unwrap());
    assert_eq!(door.send(small).await.0, StatusCode::OK, "the scheme's name has no case");
    assert_eq!(door.house.front().await.len(), 1);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_whether_it_says_so_or_not() {
    let door = door(0).await;
    let mut honest = request("mna", "x".repeat(10_001));
    honest.headers_mut().insert("content-length", 10_001.into());
    assert_eq!(door.send(honest).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let pieces = futures_util::stream::iter((0..100).map(|_| Ok::<_, std::io::Error>("x".repeat(1000))));
    assert_eq!(door.send(request("mna", Body::from_stream(pieces))).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let broken = futures_util::stream::iter([Ok("{".to_owned()), Err(std::io::Error::other("line cut"))]);
    assert_eq!(door.send(request("mna", Body::from_stream(broken))).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(door.send(request("mna", "")).await.0, StatusCode::BAD_REQUEST);
    let kept = store::deliveries::recent(door.house.store().db(), None, 10).await.unwrap();
    assert!(kept.is_empty(), "nothing of it was kept");
}

#[tokio::test]
async fn a_form_or_a_packed_body_is_refused_with_the_remedy() {
    let door = door(0).await;
    for (header, value) in [
        ("content-type", "multipart/form-data; boundary=x"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-type", "image/jpeg"),
        ("content-encoding", "gzip"),
    ] {
        let mut request = request("mna", long_ago("urn:mna:storm", "Storm"));
        request.headers_mut().insert(header, value.parse().unwrap());
        let (status, answer) = door.send(request).await;
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{value}");
        assert!(answer["error"].as_str().unwrap().contains("Send the file"), "{answer}");
    }
}

#[tokio::test]
async fn who_sends_too_often_is_told_when_to_come_back() {
    let door = door(2).await;
    for n in 0..2 {
        assert_eq!(door.send(request("mna", story("urn:mna:storm", n, "Storm"))).await.0, StatusCode::OK);
    }
    let response =
        door.router.clone().oneshot(request("mna", story("urn:mna:storm", 3, "Storm"))).await.unwrap();
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(response.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn a_token_that_cannot_be_read_is_said_at_the_start() {
    let push = Some(PushSettings { token_file: "no/such/token".into(), per_minute: 0 });
    let house = House::with(SourceSettings { push, ..source() }).await;
    let error = push::router(&house.intake).unwrap_err();
    assert!(error.contains("mna") && error.contains("no/such/token"), "{error}");
}
