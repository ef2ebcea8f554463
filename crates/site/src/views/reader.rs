//! A number for a reader, good for a day, from which nobody finds the reader again.

use std::hash::{Hash, Hasher, RandomState};
use std::net::IpAddr;

use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp};
use siphasher::sip::SipHasher13;

/// How long one salt is used.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A reader today, and the house that he reads in: neither means anything without the salt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    pub number: u64,
    pub house: u64,
}

/// Makes the numbers, with a salt that is in memory alone.
pub struct Readers(ArcSwap<Salt>);

struct Salt {
    keys: [u64; 2],
    /// `None` until the first look at the clock.
    since: Option<Timestamp>,
}

impl Readers {
    pub fn new() -> Readers {
        Readers(ArcSwap::from_pointee(Salt { keys: keys(), since: None }))
    }

    pub fn reader(&self, client: IpAddr, agent: &[u8]) -> Reader {
        let salt = self.0.load();
        let mut hasher = SipHasher13::new_with_keys(salt.keys[0], salt.keys[1]);
        // A household has 2^64 addresses of the new kind, and changes them.
        match client.to_canonical() {
            IpAddr::V4(v4) => v4.octets().hash(&mut hasher),
            IpAddr::V6(v6) => v6.octets()[..8].hash(&mut hasher),
        }
        let house = hasher.finish();
        hasher.write(agent);
        Reader { number: hasher.finish(), house }
    }

    pub fn turn_day(&self, now: Timestamp) {
        let salt = self.0.load();
        match salt.since {
            None => self.0.store(Salt { keys: salt.keys, since: Some(now) }.into()),
            Some(since) if now.duration_since(since) >= DAY => {
                self.0.store(Salt { keys: keys(), since: Some(now) }.into());
            }
            Some(_) => {}
        }
    }
}

/// 128 bits that the system drew, and that cannot be guessed.
fn keys() -> [u64; 2] {
    let mut bytes = [0; 16];
    if getrandom::fill(&mut bytes).is_err() {
        // Without the system's source, what the standard library seeds its own tables with.
        let seeded = || std::hash::BuildHasher::hash_one(&RandomState::new(), 0).to_ne_bytes();
        bytes[..8].copy_from_slice(&seeded());
        bytes[8..].copy_from_slice(&seeded());
    }
    let half = |at: usize| u64::from_ne_bytes(std::array::from_fn(|n| bytes[at + n]));
    [half(0), half(8)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_whatever_address_of_it_is_used() {
        let readers = Readers::new();
        let of = |address: &str| readers.reader(address.parse().unwrap(), b"Firefox").number;
        assert_eq!(of("2001:db8:1:2::7"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::7"), of("2001:db8:1:3::7"));
        assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
