//! Asking strangers for bytes without being led inside.
//!
//! A feed or a picture's address comes from outside, and so does every redirect and every answer of the
//! name service. So each hop is checked: its scheme, its port, its address where that stands in the URL
//! as a number in any spelling, and otherwise the addresses that its name resolves to, of which only the
//! public ones are handed to the connection (what was checked is what is connected to). Proxies named in
//! the environment are not used, for a proxy would resolve names by itself.

mod error;
mod guard;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use reqwest::{Client, Response};
use url::{Host, Url};

pub use error::FetchError;
pub(crate) use error::shown;
pub use guard::{Lookup, system_lookup};

use crate::FetchSettings;
use crate::settings::std;

/// No chain of redirects is longer.
const MOST_HOPS: usize = 5;

/// A client that asks only public addresses, save those that the settings allow. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher {
    inner: Arc<Inner>,
}

struct Inner {
    settings: FetchSettings,
    allowed: BTreeSet<SocketAddr>,
    /// For every port at which nothing internal is allowed.
    strict: Client,
    /// One for each port at which something is: the resolver is told a name and not the port.
    lenient: BTreeMap<u16, Client>,
}

/// One question.
#[derive(Debug, Clone, Default)]
pub struct Get {
    pub url: String,
    /// Sent to this address, and to no other host that it redirects to.
    pub headers: HeaderMap,
    /// Name and password of HTTP basic authentication; for this address alone as well.
    pub login: Option<(String, String)>,
    /// The answer may not be longer than this, counted after decompression.
    pub max_bytes: u64,
}

/// One answer.
#[derive(Debug, Clone)]
pub struct Fetched {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Empty unless the status is a success.
    pub bytes: Bytes,
    /// Where it was found in the end.
    pub url: Url,
    /// Where it has moved to for good, when every redirect on the way said so.
    pub moved_to: Option<Url>,
}

impl Fetcher {
    pub fn new(settings: &FetchSettings) -> Result<Fetcher, FetchError> {
        Self::with_lookup(settings, system_lookup())
    }

    /// As [`Fetcher::new`], asking `lookup` for the addresses of a name.
    pub fn with_lookup(settings: &FetchSettings, lookup: Lookup) -> Result<Fetcher, FetchError> {
        let allowed: BTreeSet<SocketAddr> =
            settings.allow_private.iter().filter_map(|entry| entry.parse().ok()).collect();
        let mut by_port: BTreeMap<u16, BTreeSet<IpAddr>> = BTreeMap::new();
        for address in &allowed {
            by_port.entry(address.port()).or_default().insert(address.ip());
        }
        let strict = client(settings, &lookup, BTreeSet::new())?;
        let lenient = by_port
            .into_iter()
            .map(|(port, addresses)| Ok((port, client(settings, &lookup, addresses)?)))
            .collect::<Result<_, FetchError>>()?;
        Ok(Fetcher { inner: Arc::new(Inner { settings: settings.clone(), allowed, strict, lenient }) })
    }

    pub fn settings(&self) -> &FetchSettings {
        &self.inner.settings
    }

    /// Asks, follows redirects by hand, and reads the answer up to its limit.
    ///
    /// # Errors
    /// Where an address is refused, nothing answers in time, or the answer is too long. A status that is
    /// no success is no error here.
    pub async fn get(&self, ask: Get) -> Result<Fetched, FetchError> {
        let limit = std(self.inner.settings.total_timeout);
        let url = parse(&ask.url)?;
        let named = shown(&url);
        let late = move |_| FetchError::Slow { url: named, seconds: limit.as_secs() };
        tokio::time::timeout(limit, self.follow(ask, url)).await.map_err(late)?
    }

    async fn follow(&self, ask: Get, first: Url) -> Result<Fetched, FetchError> {
        let mut url = first.clone();
        let origin = url.origin();
        let mut for_good = true;
        let mut moved_to = None;
        for _ in 0..=MOST_HOPS {
            let client = self.admit(&url)?;
            let mut request = client.get(url.clone());
            // A password for one house is not shown to another.
            if url.origin() == origin {
                request = request.headers(ask.headers.clone());
                if let Some((name, password)) = &ask.login {
                    request = request.basic_auth(name, Some(password));
                }
            }
            let answer = request.send().await.map_err(|e| FetchError::of_request(&url, e))?;
            let Some(next) = redirect(&answer, &url)? else {
                return read(answer, url, moved_to, ask.max_bytes).await;
            };
            for_good &= matches!(answer.status().as_u16(), 301 | 308);
            moved_to = for_good.then(|| next.clone());
            url = next;
        }
        Err(FetchError::TooManyRedirects { url: shown(&first), most: MOST_HOPS })
    }

    /// Checks one hop before any packet leaves, and says by which client it may be asked.
    fn admit(&self, url: &Url) -> Result<&Client, FetchError> {
        let refused = |why: String| Err(FetchError::Refused { url: shown(url), why });
        if !matches!(url.scheme(), "http" | "https") {
            return refused("only http and https addresses are asked".into());
        }
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return refused("it names no host".into());
        };
        let lenient = self.inner.lenient.get(&port);
        if lenient.is_none() && !self.inner.settings.ports.contains(&port) {
            return refused(format!("port {port} is not among fetch.ports"));
        }
        let number = match host {
            Host::Ipv4(v4) => Some(IpAddr::V4(v4)),
            Host::Ipv6(v6) => Some(IpAddr::V6(v6)),
            Host::Domain(_) => None,
        };
        if let Some(ip) = number.filter(|ip| !crate::address::is_public(*ip))
            && !self.inner.allowed.contains(&SocketAddr::new(ip, port))
        {
            return refused(format!(
                "{ip} is an internal address and {ip}:{port} is not in fetch.allow_private"
            ));
        }
        Ok(lenient.unwrap_or(&self.inner.strict))
    }
}

fn client(
    settings: &FetchSettings,
    lookup: &Lookup,
    allowed: BTreeSet<IpAddr>,
) -> Result<Client, FetchError> {
    // A second call finds the first one's provider in place, which is the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .dns_resolver(guard::Guard::new(lookup.clone(), allowed))
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(std(settings.connect_timeout))
        .read_timeout(std(settings.read_timeout))
        .user_agent(&settings.user_agent)
        .build()
        .map_err(|e| FetchError::Client { why: error::innermost(&e) })
}

fn parse(url: &str) -> Result<Url, FetchError> {
    Url::parse(url).map_err(|e| no_address(url, e))
}

/// Without its query, as every address that is told.
fn no_address(url: &str, why: url::ParseError) -> FetchError {
    let url = url.split('?').next().unwrap_or_default().to_owned();
    FetchError::NoAddress { url, why: why.to_string() }
}

/// The next hop, where the answer names one.
fn redirect(answer: &Response, from: &Url) -> Result<Option<Url>, FetchError> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(target) = answer.headers().get(header::LOCATION) else { return Ok(None) };
    let target = String::from_utf8_lossy(target.as_bytes());
    from.join(&target).map(Some).map_err(|e| no_address(&target, e))
}

async fn read(
    mut answer: Response,
    url: Url,
    moved_to: Option<Url>,
    max_bytes: u64,
) -> Result<Fetched, FetchError> {
    let too_long = || FetchError::TooLong { url: shown(&url), most: max_bytes };
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut bytes = BytesMut::new();
    if status.is_success() {
        if answer.content_length().is_some_and(|length| length > max_bytes) {
            return Err(too_long());
        }
        while let Some(chunk) = answer.chunk().await.map_err(|e| FetchError::of_request(&url, e))? {
            if (bytes.len() + chunk.len()) as u64 > max_bytes {
                return Err(too_long());
            }
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(Fetched { status, headers, bytes: bytes.freeze(), url, moved_to })
}

#[cfg(test)]
mod tests;
