//! One file a page: what it reads, which tags it carries, what its template sees.

pub mod archive;
pub mod comments;
pub mod corrections;
pub mod course;
pub mod feed;
pub mod front;
pub mod gone;
pub mod history;
pub mod list;
pub mod missing;
pub mod offline;
pub mod person;
pub mod popular;
pub mod recent_comments;
pub mod search;
pub mod sitemap;
pub mod story;
pub mod text;
pub mod translations;

use crate::view::Pager;

/// The way through a list of `total` entries; `address` gives the address of a page.
pub fn pager(page: u32, total: u64, size: u32, address: impl Fn(u32) -> String) -> Pager {
    let pages = u32::try_from(total.div_ceil(u64::from(size.max(1)))).unwrap_or(u32::MAX).max(1);
    Pager {
        page,
        pages,
        newer: (page > 1).then(|| address(page - 1)),
        older: (page < pages).then(|| address(page + 1)),
        first: (page > 2).then(|| address(1)),
        last: (page + 1 < pages).then(|| address(pages)),
    }
}
