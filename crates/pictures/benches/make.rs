//! What it costs to make a picture's sizes: `cargo bench -p pictures` prints a table of time and memory for
//! pictures as they come from phones, cameras and drawing programs; `-- --quick` for the smallest alone.
//!
//! The pictures are made here: waves of light with grain, which pack like photographs. Memory is the most
//! that the process held at once, beyond what it held before, as the system counts it (Linux only).

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench reads a clock, and stops at what is wrong"
)]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use image::{DynamicImage, ImageFormat, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use pictures::{Format, clean, make, make_avif};

/// While one picture is unpacked, the process holds no more than so much for it.
const MOST_MB: f64 = 700.0;

const SIZES: [(&str, u32, u32); 4] = [
    ("a web picture, 1200 x 800", 1200, 800),
    ("a phone's, 4000 x 3000", 4000, 3000),
    ("a camera's, 8000 x 6000", 8000, 6000),
    ("the largest, 11500 x 8600", 11_500, 8600),
];

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    println!(
        "{:<28} {:<18} {:>8} {:>8} {:>8} {:>9} {:>9} {:>8} {:>8} {:>8} {:>8}",
        "picture",
        "kind",
        "MB",
        "clean ms",
        "make ms",
        "WebP KB",
        "JPEG KB",
        "peak MB",
        "AVIF ms",
        "AVIF KB",
        "peak MB"
    );
    let mut most: f64 = 0.0;
    for (name, width, height) in SIZES.into_iter().take(if quick { 1 } else { SIZES.len() }) {
        for kind in ["JPEG", "progressive JPEG", "PNG"] {
            let file = packed(kind, width, height);
            most = most.max(line(name, kind, &file));
        }
    }
    let met = if most < MOST_MB { "yes" } else { "NO" };
    println!("most memory for one picture: {most:.0} MB, target < {MOST_MB:.0}: {met}");
}

fn line(name: &str, kind: &str, file: &[u8]) -> f64 {
    let begun = Instant::now();
    black_box(clean(file));
    let cleaned = begun.elapsed();
    let before = memory(true);
    let begun = Instant::now();
    let made = make(file);
    let time = begun.elapsed();
    let peak = (memory(false) - before).max(0.0);
    let start = format!(
        "{name:<28} {kind:<18} {:>8.2} {:>8.1}",
        file.len() as f64 / 1e6,
        cleaned.as_secs_f64() * 1e3
    );
    match made {
        Ok(made) => {
            let bytes = |format| {
                made.renditions.iter().filter(|r| r.format == format).map(|r| r.bytes.len()).sum::<usize>()
            };
            let (webp, jpeg) = (bytes(Format::WebP) as f64 / 1e3, bytes(Format::Jpeg) as f64 / 1e3);
            print!("{start} {:>8.0} {webp:>9.0} {jpeg:>9.0} {peak:>8.0}", time.as_secs_f64() * 1e3);
            let widths: BTreeSet<u32> = made.renditions.iter().map(|r| r.width).collect();
            drop(made);
            peak.max(avif(file, &widths))
        }
        Err(unfit) => {
            println!("{start} {:>8.0} {unfit} {peak:>8.0}", time.as_secs_f64() * 1e3);
            peak
        }
    }
}

/// AVIF at all widths, whether smaller or not.
fn avif(file: &[u8], widths: &BTreeSet<u32>) -> f64 {
    let than: Vec<(u32, usize)> = widths.iter().map(|width| (*width, usize::MAX)).collect();
    let before = memory(true);
    let begun = Instant::now();
    let made = make_avif(file, &than, || true).unwrap();
    let (time, peak) = (begun.elapsed(), (memory(false) - before).max(0.0));
    let bytes = made.iter().map(|r| r.bytes.len()).sum::<usize>() as f64 / 1e3;
    println!(" {:>8.0} {bytes:>8.0} {peak:>8.0}", time.as_secs_f64() * 1e3);
    peak
}

fn packed(kind: &str, width: u32, height: u32) -> Vec<u8> {
    let image = photograph(width, height);
    let mut file = Vec::new();
    if kind == "PNG" {
        let mut to = std::io::Cursor::new(&mut file);
        DynamicImage::from(image).write_to(&mut to, ImageFormat::Png).unwrap();
        return file;
    }
    let mut encoder = Encoder::new(&mut file, 90);
    encoder.set_progressive(kind != "JPEG");
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(&image, width as u16, height as u16, ColorType::Rgb).unwrap();
    file
}

/// Waves of light of several lengths, and grain that is the same at each run.
fn photograph(width: u32, height: u32) -> RgbImage {
    let across = |n: u32, length: f32| (n as f32 / length).sin();
    let mut grain = 0x9e37_79b9u32;
    RgbImage::from_fn(width, height, |x, y| {
        let light =
            across(x, width as f32 / 9.0) + across(y, height as f32 / 7.0) + across(x * 2 + y, 61.0) * 0.4;
        let edge = if across(x ^ y, 150.0) > 0.7 { 30.0 } else { 0.0 };
        grain ^= grain << 13;
        grain ^= grain >> 17;
        grain ^= grain << 5;
        let grain = (grain % 13) as f32;
        let channel = |of: f32| (110.0 + of * light * 30.0 + edge + grain).clamp(0.0, 255.0) as u8;
        image::Rgb([channel(1.0), channel(0.8), channel(-0.6)])
    })
}

/// Megabytes: what the process holds at most since the last time that this was set back.
fn memory(set_back: bool) -> f64 {
    if set_back {
        // The system forgets the highest mark at this number.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1e3
}
