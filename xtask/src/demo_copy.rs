//! The demo's deliveries, dated so that the paper is today's whenever it is printed.
//!
//! The files under `demo/wire/<source>/` are ordinary deliveries, except for the markers that
//! `markers.rs` fills in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use jiff::{Timestamp, Unit, tz::TimeZone};

use crate::markers::expand;

/// What was put into the watched folders.
#[derive(Debug, Default)]
pub struct Report {
    /// The sources, in name order: one watched folder each.
    pub sources: Vec<String>,
    /// Deliveries in the order in which they were written.
    pub deliveries: Vec<PathBuf>,
    /// Pictures that lie beside the deliveries.
    pub pictures: usize,
}

/// Copies `from/<source>/*` to `to/<source>/`: a source's pictures first, unchanged, then its
/// deliveries in file name order with their markers filled in.
///
/// Fails on a marker that cannot be read, naming its file and line, and on a file that cannot be
/// read or written.
pub fn write(from: &Path, to: &Path, now: Timestamp, zone: &TimeZone) -> Result<Report> {
    let now = now.to_zoned_datetime(zone.clone()).round(Unit::Minute)?;
    let mut report = Report::default();
    for source in entries(from)?.into_iter().filter(|p| p.is_dir()) {
        let name = file_name(&source);
        let folder = to.join(&name);
        fs::create_dir_all(&folder)
            .with_context(|| format!("Cannot make the folder {}.", folder.display()))?;
        let (deliveries, pictures): (Vec<_>, Vec<_>) =
            entries(&source)?.into_iter().partition(|p| is_text(p));
        for picture in pictures {
            let target = folder.join(file_name(&picture));
            fs::copy(&picture, &target).with_context(|| format!("Cannot copy {}.", picture.display()))?;
            report.pictures += 1;
        }
        for delivery in deliveries {
            let text = fs::read_to_string(&delivery)
                .with_context(|| format!("Cannot read {} as UTF-8 text.", delivery.display()))?;
            let text = expand(&text, &now).with_context(|| format!("In {}:", delivery.display()))?;
            let target = folder.join(file_name(&delivery));
            fs::write(&target, text).with_context(|| format!("Cannot write {}.", target.display()))?;
            report.deliveries.push(target);
        }
        report.sources.push(name);
    }
    Ok(report)
}

/// A folder's entries in file name order, hidden files left out.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect()
    };
    let mut paths = read().with_context(|| format!("Cannot list the folder {}.", folder.display()))?;
    paths.retain(|p| !file_name(p).starts_with('.'));
    paths.sort();
    Ok(paths)
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    matches!(extension, "xml" | "json" | "rss" | "atom")
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_delivery_of_the_demo_can_be_written_and_keeps_no_marker() {
        let to = tempfile::tempdir().expect("a scratch folder");
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/wire");
        let now = "2026-03-08T23:30:00Z".parse().expect("a fixed time");
        let report = write(&from, to.path(), now, &TimeZone::UTC).expect("the demo is sound");
        assert!(report.sources.len() >= 7, "{:?}", report.sources);
        assert!(report.pictures >= 12, "{} pictures", report.pictures);
        for delivery in &report.deliveries {
            let text = fs::read_to_string(delivery).expect("it was just written");
            assert!(!text.contains("{{") && !text.contains("}}"), "{}", delivery.display());
        }
    }
}
