//! Programs that the tests need beside Rust: found where they are, installed where they are not.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{run, step};

/// Chromium, or Google Chrome, for what a person sees.
pub fn chromium() -> Result<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    find_or_install(&names, &[], "chromium", "DATELINE_CHROMIUM")
}

/// Node.js, which drives the browser.
pub fn node() -> Result<PathBuf> {
    find_or_install(&["node"], &[], "nodejs", "DATELINE_NODE")
}

pub fn npm() -> Result<PathBuf> {
    find_or_install(&["npm"], &[], "npm", "DATELINE_NPM")
}

/// PostgreSQL's `initdb`; the other programs lie beside it. Debian keeps them off the path.
pub fn initdb() -> Result<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|dir| dir.flatten().map(|e| e.path().join("bin")).collect())
        .unwrap_or_default();
    folders.sort();
    folders.reverse();
    let found = find_or_install(&["initdb"], &folders, "postgresql", "DATELINE_INITDB")?;
    Ok(found.canonicalize().unwrap_or(found))
}

/// nginx, the peer of the serving bench.
pub fn nginx() -> Result<PathBuf> {
    find_or_install(&["nginx"], &["/usr/sbin".into()], "nginx-light", "DATELINE_NGINX")
}

/// wrk, the load of the serving bench.
pub fn wrk() -> Result<PathBuf> {
    find_or_install(&["wrk"], &[], "wrk", "DATELINE_WRK")
}

fn find_or_install(names: &[&str], folders: &[PathBuf], package: &str, variable: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    if let Some(found) = find(names, folders) {
        return Ok(found);
    }
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("{} is needed and not installed. Install it, or name it in {variable}.", names[0]);
    }
    step(&format!("Installing {package}"));
    let is_root = std::env::var("USER").is_ok_and(|u| u == "root")
        || std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    let apt = |args: &[&str]| {
        let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root {
            command.arg("apt-get");
        }
        run(command.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    apt(&["install", "-y", "-qq", "--no-install-recommends", package])?;
    // PostgreSQL's folder carries its version, known only now.
    let mut folders = folders.to_vec();
    if let Ok(dir) = std::fs::read_dir("/usr/lib/postgresql") {
        folders.extend(dir.flatten().map(|e| e.path().join("bin")));
    }
    match find(names, &folders) {
        Some(found) => Ok(found),
        None => bail!("{package} was installed, but {} is not on the path. Name it in {variable}.", names[0]),
    }
}

fn find(names: &[&str], folders: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = folders.iter().cloned().chain(std::env::split_paths(&path)).collect();
    names.iter().find_map(|name| folders.iter().map(|f| f.join(name)).find(|f| f.is_file()))
}
