//! A PostgreSQL server of the tests' own, on a private port and folder, gone when the tests are.

use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::{run, tools};

pub struct Postgres {
    pub url: String,
    bin: PathBuf,
    folder: tempfile::TempDir,
}

/// Makes a cluster and starts it. Durability is off: the tests look at what is written, and the server
/// itself is never killed.
pub fn start() -> Result<Postgres> {
    let initdb = tools::initdb()?;
    let bin = initdb.parent().unwrap_or(Path::new("/")).to_owned();
    let folder = tempfile::Builder::new().prefix("dateline-pg-").tempdir()?;
    let data = folder.path().join("data");
    // The server may have to run as another user than ours.
    run::run(Command::new("chmod").arg("777").arg(folder.path()))?;
    run::output(
        as_server_user(&initdb)
            .args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(&data),
    )?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let settings = format!(
        "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={} -c fsync=off \
         -c synchronous_commit=off -c full_page_writes=off -c max_connections=300",
        folder.path().display()
    );
    run::run(
        as_server_user(&bin.join("pg_ctl"))
            .args(["start", "-w", "-s", "-D"])
            .arg(&data)
            .arg("-l")
            .arg(folder.path().join("log"))
            .args(["-o", &settings])
            .stdin(Stdio::null())
            .stdout(Stdio::null()),
    )
    .context("PostgreSQL for the tests did not start.")?;
    Ok(Postgres { url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), bin, folder })
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stop = as_server_user(&self.bin.join("pg_ctl"))
            .args(["stop", "-m", "immediate", "-s", "-D"])
            .arg(self.folder.path().join("data"))
            .status();
        if let Err(e) = stop {
            eprintln!("The tests' PostgreSQL in {} could not be stopped: {e}", self.folder.path().display());
        }
    }
}

/// PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`.
fn as_server_user(program: &Path) -> Command {
    let root = std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0);
    if !root {
        return Command::new(program);
    }
    let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = if passwd.lines().any(|l| l.starts_with("postgres:")) { "postgres" } else { "nobody" };
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--"]).arg(program).current_dir("/");
    command
}
