//! The paper as its readers meet it: over a real store, through the front door, on both engines. Time is
//! told, never read.

#![allow(clippy::unwrap_used, clippy::expect_used)] // A helper that meets an error should fail the test.

mod ads;
mod answer;
mod cache;
mod clock;
mod comments;
mod course;
mod doors;
mod fast;
mod feeds;
mod fidelity;
mod front;
mod gone;
mod house;
mod languages;
mod lists;
mod meant;
mod measure;
mod media;
mod people;
mod popular;
mod readers;
mod schema;
mod search;
mod sitemaps;
mod smtp;
mod story;
mod themes;
mod versions;
