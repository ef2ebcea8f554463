//! Where a request comes from.

use std::net::IpAddr;

use crate::asked::{Asked, text};

/// The reader's address: that of the connection, or, behind so many proxies of our own, the one that the
/// outermost of them wrote down. What stands left of that anybody may have written.
pub fn client(peer: IpAddr, headers: &(impl Asked + ?Sized), trusted_hops: usize) -> IpAddr {
    let Some(hop) = trusted_hops.checked_sub(1) else { return peer };
    let lines = headers.all("x-forwarded-for").rev();
    let mut addresses = lines.filter_map(text).flat_map(|line| line.rsplit(','));
    addresses.nth(hop).and_then(|address| address.trim().parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    #[test]
    fn only_what_our_own_proxies_wrote_is_believed() {
        let peer: IpAddr = [192, 0, 2, 1].into();
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "203.0.113.9, 198.51.100.4".parse().unwrap());
        headers.append("x-forwarded-for", "2001:db8::7".parse().unwrap());
        let said = |hops| client(peer, &headers, hops).to_string();
        assert_eq!([said(0), said(1), said(2)], ["192.0.2.1", "2001:db8::7", "198.51.100.4"]);
        assert_eq!(said(9), "192.0.2.1", "fewer than we were told to expect");
        assert_eq!(client(peer, &HeaderMap::new(), 1), peer);
    }
}
