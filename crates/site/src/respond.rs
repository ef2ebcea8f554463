//! The front door: a reader's request, answered from the cache before anything else is asked. Plain requests
//! come here by `fast.rs`, all others by hyper.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use jiff::Timestamp;
use tower::ServiceExt;

use crate::addresses::{self, PageKey, Route};
use crate::asked::Asked;
use crate::making::Making;
use crate::page::Page;
use crate::render::RenderError;
use crate::settings::Count;
use crate::views::{beacon, client};
use crate::{Site, ads, comments, headers, media_file, pages};

/// The site as a service. What it does not know goes to the router.
#[derive(Clone)]
pub struct FrontDoor {
    site: Arc<Site>,
    router: Router,
    trusted_hops: usize,
    /// The other end of the connection.
    peer: IpAddr,
}

impl FrontDoor {
    pub fn new(site: Arc<Site>, router: Router) -> FrontDoor {
        FrontDoor { site, router, trusted_hops: 0, peer: Ipv4Addr::UNSPECIFIED.into() }
    }

    /// Behind so many proxies of our own, whose word on where a request comes from is believed.
    pub fn behind(self, trusted_hops: usize) -> FrontDoor {
        FrontDoor { trusted_hops, ..self }
    }

    /// For a connection with this address at its other end.
    pub fn facing(&self, peer: IpAddr) -> FrontDoor {
        FrontDoor { peer, ..self.clone() }
    }

    /// The page of a story was given to somebody.
    pub(crate) fn count(&self, page: &Page, head_only: bool, headers: &(impl Asked + ?Sized)) {
        let settings = &self.site.settings.popular;
        if let Some(story) = page.story
            && !head_only
            && settings.enabled
            && settings.count == Count::Server
        {
            self.site.views.page(story, client(self.peer, headers, self.trusted_hops), headers);
        }
    }

    /// The page or file at an address (path and query), where it is in memory: no lock, no copy, no waiting.
    pub(crate) fn kept(&self, address: &str, now: Timestamp) -> Option<Arc<Page>> {
        // Only addresses as we write them stand in the cache; the path alone is one unless a page is named.
        if address.split_once('?').is_some_and(|(_, query)| !query.starts_with("page=")) {
            return None;
        }
        self.site.cached(address, now).or_else(|| {
            let (fingerprint, name) = address.strip_prefix("/static/")?.split_once('/')?;
            self.site.static_file(fingerprint, name).and_then(|(file, current)| current.then_some(file))
        })
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.site.clock)()
    }

    /// The answer, where what is asked for is in memory.
    fn hit<B>(&self, request: &Request<B>) -> Option<Response<Body>> {
        let head_only = request.method() == Method::HEAD;
        if !head_only && request.method() != Method::GET {
            return None;
        }
        let page = self.kept(request.uri().path_and_query()?.as_str(), self.now())?;
        self.count(&page, head_only, request.headers());
        Some(page.answer(head_only, request.headers()).map(Body::Whole))
    }

    async fn miss(self, mut request: Request<Incoming>) -> Response<Body> {
        let (method, head_only) = (request.method().clone(), request.method() == Method::HEAD);
        let path = request.uri().path().to_owned();
        let client = client(self.peer, request.headers(), self.trusted_hops);
        request.extensions_mut().insert(comments::Peer(client));
        if path == beacon::PATH && method == Method::POST {
            return silent(beacon::note(&self.site, client, request).await);
        }
        if path == ads::answer::SEEN && method == Method::POST {
            return silent(ads::answer::seen(&self.site, client, request).await);
        }
        let query = request.uri().query().map(str::to_owned);
        let route = addresses::read(&path, query.as_deref(), &self.site.settings);
        if matches!(route, Route::Comment { .. } | Route::Ad(_) | Route::Reader(_)) {
            let answer = self.alone(client, request, &route).await;
            return answer.map(|answer| answer.map(Body::Whole)).unwrap_or_else(|e| {
                tracing::error!("{path} could not be answered: {e}");
                self.site.error_page().answer(head_only, &http::HeaderMap::new()).map(Body::Whole)
            });
        }
        let reads = method == Method::GET || head_only;
        if !reads && route != Route::Other {
            let mut refused = text(StatusCode::METHOD_NOT_ALLOWED, "This address can only be read.\n");
            refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            return refused;
        }
        let asked = request.headers().clone();
        // WordPress's plain addresses are the front page with a number.
        if matches!(route, Route::Page(PageKey::Front)) && query.is_some() {
            match self.site.came_from("/", query.as_deref()).await {
                Ok(Some(to)) => return moved(&to),
                Ok(None) => {}
                Err(e) => tracing::error!("{path}: old addresses could not be looked up: {e}"),
            }
        }
        let page = match route {
            Route::Search => self.search(query.as_deref().unwrap_or_default(), &asked).await,
            Route::Page(key) => match self.site.page(&key).await {
                Ok(Ok(page)) => Ok(page),
                Ok(Err(to)) => return moved(&to),
                Err(e) => Err(e),
            },
            // Answered above.
            Route::Comment { .. } | Route::Ad(_) | Route::Reader(_) => self.site.not_found().await,
            Route::Moved(to) => return moved(&to),
            Route::Static { fingerprint, name } => match self.site.static_file(&fingerprint, &name) {
                Some((file, true)) => Ok(file),
                Some((file, false)) => return briefly(file.answer(head_only, &asked)).map(Body::Whole),
                None => self.site.not_found().await,
            },
            Route::Media { sha256 } => match media_file::answer(&self.site, &sha256, head_only, &asked).await
            {
                Ok(Some(file)) => return file,
                Ok(None) => self.site.not_found().await,
                Err(e) => Err(e.into()),
            },
            Route::Other => {
                let answer = match self.router.clone().oneshot(request).await {
                    Ok(answer) => answer,
                    Err(never) => match never {},
                };
                // The router's own words are for programs; a reader who went astray gets the paper's page.
                if answer.status() != StatusCode::NOT_FOUND || path.starts_with("/api/") {
                    return answer.map(Body::Routed);
                }
                self.site.not_found().await
            }
        };
        let page = match page {
            Ok(page) if page.status == StatusCode::NOT_FOUND => {
                match self.site.came_from(&path, query.as_deref()).await {
                    Ok(Some(to)) => return moved(&to),
                    Ok(None) => Ok(page),
                    Err(e) => Err(e),
                }
            }
            page => page,
        };
        let page = page.unwrap_or_else(|e| {
            tracing::error!("{path} could not be rendered: {e}");
            self.site.error_page()
        });
        self.count(&page, head_only, &asked);
        page.answer(head_only, &asked).map(Body::Whole)
    }

    /// What is made for one reader.
    async fn alone(
        &self,
        client: IpAddr,
        request: Request<Incoming>,
        route: &Route,
    ) -> Result<Response<Bytes>, RenderError> {
        let site = &self.site;
        match route {
            Route::Comment { day, slug, act } => {
                comments::answer::answer(site, request, (day, slug), *act).await
            }
            Route::Ad(act) => ads::answer::answer(site, client, request, act).await,
            Route::Reader(act) => comments::sign_in::answer(site, request, *act).await,
            // Pages are kept for everybody.
            _ => Ok(site.not_found().await?.answer(request.method() == Method::HEAD, request.headers())),
        }
    }

    async fn search(&self, query: &str, asked: &HeaderMap) -> Result<Arc<Page>, RenderError> {
        // A flood of searches waits here, not in front of the pages.
        let _place = self.site.searches.acquire().await;
        let now = (self.site.clock)();
        let rendered = pages::search::render(Making::new(&self.site, now), query).await?;
        Ok(Arc::new(Page::once(rendered.status, rendered.mime, rendered.body, now, asked)))
    }
}

/// A file asked for by a fingerprint that is not its own: the theme has changed since, or changes back.
fn briefly(mut response: Response<Bytes>) -> Response<Bytes> {
    let soon = HeaderValue::from_static("public, max-age=60");
    response.headers_mut().insert(header::CACHE_CONTROL, soon);
    response
}

/// A status, for programs that read no more.
fn silent(status: StatusCode) -> Response<Body> {
    let mut response = text(status, "");
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn moved(to: &str) -> Response<Body> {
    let mut response = text(StatusCode::MOVED_PERMANENTLY, "This page has moved.\n");
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn text(status: StatusCode, words: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::Whole(Bytes::from_static(words.as_bytes())));
    *response.status_mut() = status;
    *response.headers_mut() = headers::page();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

impl hyper::service::Service<Request<Incoming>> for FrontDoor {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn call(&self, request: Request<Incoming>) -> Answer {
        match self.hit(&request) {
            Some(response) => Answer::Now(ready(Ok(response))),
            None => {
                let door = self.clone();
                Answer::Later(Box::pin(async move { Ok(door.miss(request).await) }))
            }
        }
    }
}

type Answered = Result<Response<Body>, Infallible>;

/// An answer that is there, or one that has to be made.
pub enum Answer {
    Now(Ready<Answered>),
    Later(Pin<Box<dyn Future<Output = Answered> + Send>>),
}

impl Future for Answer {
    type Output = Answered;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answered> {
        match &mut *self {
            Answer::Now(now) => Pin::new(now).poll(cx),
            Answer::Later(later) => later.as_mut().poll(cx),
        }
    }
}

/// The body of an answer: ours is in memory, the router's may come in pieces.
pub enum Body {
    Whole(Bytes),
    Routed(axum::body::Body),
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match &mut *self {
            Body::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Body::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Body::Routed(body) => Pin::new(body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Body::Whole(bytes) => bytes.is_empty(),
            Body::Routed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Body::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Body::Routed(body) => body.size_hint(),
        }
    }
}
