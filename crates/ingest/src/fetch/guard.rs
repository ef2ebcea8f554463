//! The resolver that drops internal addresses.

use std::collections::BTreeSet;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Asks for the addresses of a name.
pub type Lookup =
    Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send>> + Send + Sync>;

/// The name service of this machine.
pub fn system_lookup() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    })
}

pub(super) struct Guard {
    lookup: Lookup,
    allowed: Arc<BTreeSet<IpAddr>>,
}

/// A name that leads only inside.
#[derive(Debug, thiserror::Error)]
#[error("{name} leads to the internal address {address}, which is not in fetch.allow_private")]
pub(super) struct Internal {
    name: String,
    address: IpAddr,
}

impl Guard {
    pub(super) fn new(lookup: Lookup, allowed: BTreeSet<IpAddr>) -> Guard {
        Guard { lookup, allowed: Arc::new(allowed) }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (lookup, allowed) = (self.lookup.clone(), self.allowed.clone());
        Box::pin(async move {
            let name = name.as_str().to_owned();
            let found = lookup(name.clone()).await?;
            let (open, internal): (Vec<IpAddr>, Vec<IpAddr>) =
                found.into_iter().partition(|ip| crate::address::is_public(*ip) || allowed.contains(ip));
            if let (true, Some(address)) = (open.is_empty(), internal.first()) {
                return Err(Internal { name, address: *address }.into());
            }
            // The connector puts the URL's port in the place of 0.
            let open = open.into_iter().map(|ip| SocketAddr::new(ip, 0));
            Ok(Box::new(open) as Addrs)
        })
    }
}
