//! The two servers of the comparison, each alone on one core, and what the system says of them.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::run;

/// A server that is stopped when it is dropped.
pub struct Server {
    child: Child,
    pub port: u16,
}

/// An answer in full.
pub struct Answer {
    head: String,
    pub body: Vec<u8>,
}

/// `dateline serve` on one thread.
pub fn start_dateline(program: &Path, configuration: &Path) -> Result<Server> {
    let port = free_port()?;
    Server::start(
        pinned(program)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--config"])
            .arg(configuration)
            .env("TOKIO_WORKER_THREADS", "1"),
        port,
    )
}

/// nginx with one worker, serving the same page from files that are compressed already, as its manual
/// advises it: files kept open, no access log, connections that stay.
pub fn start_nginx(nginx: &Path, folder: &Path, gzip: &[u8], brotli: &[u8]) -> Result<Server> {
    let (port, root) = (free_port()?, folder.join("nginx"));
    std::fs::create_dir_all(&root)?;
    std::fs::write(root.join("story.html.gz"), gzip)?;
    // gzip_static wants the plain file to be there; it is never sent.
    std::fs::write(root.join("story.html"), vec![b' '; gzip.len()])?;
    std::fs::write(root.join("story.br"), brotli)?;
    // Debian's nginx has no brotli_static: a file that is said to be Brotli costs it the same.
    let configuration = format!(
        "daemon off; worker_processes 1; pid {root}/pid; error_log {root}/error.log;
         events {{ worker_connections 1024; }}
         http {{ access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000;
           open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s; default_type text/html; charset utf-8;
           client_body_temp_path {root}/a; proxy_temp_path {root}/b; fastcgi_temp_path {root}/c;
           uwsgi_temp_path {root}/d; scgi_temp_path {root}/e;
           server {{ listen 127.0.0.1:{port}; root {root}; gzip_static on;
             location = /story.br {{ add_header Content-Encoding br; }} }} }}",
        root = root.display()
    );
    let file = root.join("nginx.conf");
    std::fs::write(&file, configuration)?;
    // Its worker runs as another user where the master is root, and must reach the files.
    run::run(Command::new("chmod").args(["-R", "a+rX"]).arg(folder))?;
    Server::start(pinned(nginx).arg("-c").arg(&file), port)
}

impl Server {
    fn start(command: &mut Command, port: u16) -> Result<Server> {
        let shown = format!("{command:?}");
        let child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().with_context(|| shown.clone())?;
        let server = Server { child, port };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("Nothing listens on port {port} after 10 s: {shown}")
    }

    /// Waits until it has nothing left to do by itself: two seconds in which it hardly needs the processor.
    pub fn wait_until_idle(&self) -> Result<()> {
        for _ in 0..90 {
            let before = self.cpu_ticks()?;
            std::thread::sleep(Duration::from_secs(2));
            if self.cpu_ticks()? - before <= 2 {
                return Ok(());
            }
        }
        bail!("The server is still busy by itself after three minutes.")
    }

    /// One request, as plain as can be. `asked` are further header lines.
    pub fn get(&self, path: &str, encoding: &str, asked: &str) -> Result<Answer> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: {encoding}\r\n{asked}Connection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let end = answer.windows(4).position(|w| w == b"\r\n\r\n").context("No answer.")?;
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        Ok(Answer { head, body: answer[end + 4..].to_vec() })
    }

    /// CPU time so far, in clock ticks of 10 ms.
    pub fn cpu_ticks(&self) -> Result<u64> {
        let mut ticks = 0;
        for pid in self.pids() {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
            // Fields are counted after the name, which may have spaces in it.
            let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
            let fields: Vec<&str> = after.split_whitespace().collect();
            ticks += [11, 12].iter().filter_map(|i| fields.get(*i)?.parse::<u64>().ok()).sum::<u64>();
        }
        Ok(ticks)
    }

    /// Memory in MiB; pages that several processes share count once.
    pub fn memory(&self) -> Result<f64> {
        let mut kib = 0.0;
        for pid in self.pids() {
            let file = format!("/proc/{pid}/smaps_rollup");
            let text = std::fs::read_to_string(&file).with_context(|| file.clone())?;
            let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
            let word = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
            kib += word.with_context(|| format!("{file} has no Pss."))?;
        }
        Ok(kib / 1024.0)
    }

    /// The process and its children: nginx's work is done by one of these.
    fn pids(&self) -> Vec<u32> {
        let children = format!("/proc/{0}/task/{0}/children", self.child.id());
        let text = std::fs::read_to_string(children).unwrap_or_default();
        std::iter::once(self.child.id())
            .chain(text.split_whitespace().filter_map(|pid| pid.parse().ok()))
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // nginx's master must stop its worker, so it is asked and not killed.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

impl Answer {
    pub fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().filter_map(|line| line.split_once(':'));
        fields.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }
}

/// The server on core 0; the load runs on core 1.
fn pinned(program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program);
    command
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
