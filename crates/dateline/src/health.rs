//! `GET /health`: does the program serve, and does its database answer? For load balancers and alarms;
//! it tells strangers nothing else.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use store::{Store, changes};

pub fn router(store: Store) -> Router {
    Router::new().route("/health", get(move || answer(store.clone())))
}

async fn answer(store: Store) -> (StatusCode, [(&'static str, &'static str); 1], &'static str) {
    let fresh = [("cache-control", "no-store")];
    match changes::head(store.db()).await {
        Ok(_) => (StatusCode::OK, fresh, "ok\n"),
        Err(e) => {
            tracing::error!("The database does not answer: {e}");
            (StatusCode::SERVICE_UNAVAILABLE, fresh, "The database does not answer.\n")
        }
    }
}
