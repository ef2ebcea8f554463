//! `cargo xtask bench`: how fast, beside a peer in the same run.
//!
//! The inside (parsing, ingest, visibility, archive) is measured by `cargo bench`. Here the outside: the
//! cached story page at 64 connections, beside nginx serving the same compressed bytes from a file.

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::run::{self, cargo, step};
use crate::tools;

#[derive(clap::Args)]
pub struct Args {
    /// Only the comparison with nginx.
    #[arg(long)]
    serve_only: bool,
    /// Rounds of the comparison; each measures nginx, then Dateline.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 4)]
    seconds: u32,
}

pub fn run(args: &Args) -> Result<()> {
    if !args.serve_only {
        step("Inside: cargo bench");
        run::run(cargo().args(["bench", "--package", "wire", "--package", "dateline"]))?;
    }
    step("Outside: the cached story page, beside nginx");
    serve(args)
}

fn serve(args: &Args) -> Result<()> {
    let (nginx, wrk) = (tools::nginx()?, tools::wrk()?);
    run::run(cargo().args(["build", "--release", "--package", "dateline"]))?;
    let folder = tempfile::tempdir()?;
    let demo = folder.path().join("demo");
    run::run(
        Command::new(std::env::current_exe()?)
            .args(["demo", "--release", "--no-serve", "--folder"])
            .arg(&demo)
            .stdout(Stdio::null()),
    )?;

    let ports = [free_port()?, free_port()?];
    let dateline = Server::start(
        pinned(&run::target().join("release/dateline"))
            .args(["serve", "--listen", &format!("127.0.0.1:{}", ports[0]), "--config"])
            .arg(demo.join("dateline.toml"))
            .env("TOKIO_WORKER_THREADS", "1"),
        ports[0],
    )?;
    let story = first_story(ports[0])?;
    let (head, body) = get(ports[0], &story)?;
    if !head.to_lowercase().contains("content-encoding: gzip") {
        bail!("Dateline did not answer {story} with gzip:\n{head}");
    }
    let nginx = start_nginx(&nginx, folder.path(), ports[1], &body)?;

    println!("{story}: {} bytes of gzip, 64 connections, one core each for server and load", body.len());
    println!(
        "{:>6}  {:>12}  {:>12}  {:>7}  {:>16}  {:>16}",
        "round", "nginx/s", "dateline/s", "ratio", "nginx CPU us/req", "ours CPU us/req"
    );
    let mut ratios = Vec::new();
    for round in 1..=args.rounds {
        let theirs = measure(&wrk, &nginx, ports[1], "/story.html", args.seconds)?;
        let ours = measure(&wrk, &dateline, ports[0], &story, args.seconds)?;
        ratios.push(ours.per_second / theirs.per_second);
        println!(
            "{round:>6}  {:>12.0}  {:>12.0}  {:>7.2}  {:>16.2}  {:>16.2}",
            theirs.per_second,
            ours.per_second,
            ours.per_second / theirs.per_second,
            theirs.cpu_us,
            ours.cpu_us
        );
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio, Dateline to nginx: {:.2}", ratios[ratios.len() / 2]);
    Ok(())
}

/// A server that is stopped when it is dropped.
struct Server(Child);

impl Server {
    fn start(command: &mut Command, port: u16) -> Result<Server> {
        let shown = format!("{command:?}");
        let child =
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().with_context(|| shown.clone())?;
        let server = Server(child);
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("Nothing listens on port {port} after 10 s: {shown}")
    }

    /// CPU time of the process and its children so far, in clock ticks of 10 ms.
    fn cpu_ticks(&self) -> Result<u64> {
        let mut pids = vec![self.0.id()];
        let children = format!("/proc/{0}/task/{0}/children", self.0.id());
        if let Ok(text) = std::fs::read_to_string(children) {
            pids.extend(text.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
        }
        let mut ticks = 0;
        for pid in pids {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
            // Fields are counted after the name, which may have spaces in it.
            let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
            let fields: Vec<&str> = after.split_whitespace().collect();
            ticks += [11, 12].iter().filter_map(|i| fields.get(*i)?.parse::<u64>().ok()).sum::<u64>();
        }
        Ok(ticks)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // nginx's master must stop its worker, so it is asked and not killed.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

struct Measured {
    per_second: f64,
    cpu_us: f64,
}

fn measure(wrk: &Path, server: &Server, port: u16, path: &str, seconds: u32) -> Result<Measured> {
    let before = server.cpu_ticks()?;
    let said = run::output(
        Command::new("taskset")
            .args(["-c", "1"])
            .arg(wrk)
            .args(["-t1", "-c64", &format!("-d{seconds}s"), "-H", "Accept-Encoding: gzip"])
            .args(["-H", "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"])
            .args(["-H", "Accept: text/html,application/xhtml+xml", "-H", "Accept-Language: en-GB,en"])
            .arg(format!("http://127.0.0.1:{port}{path}")),
    )?;
    if said.contains("Non-2xx") {
        bail!("Not every answer was a page:\n{said}");
    }
    let number = |label: &str| -> Result<f64> {
        let line = said.lines().find(|l| l.contains(label)).with_context(|| said.clone())?;
        let word = line.split_whitespace().find_map(|w| w.parse::<f64>().ok());
        word.with_context(|| format!("wrk said nothing of \"{label}\":\n{said}"))
    };
    let (requests, per_second) = (number("requests in")?, number("Requests/sec")?);
    let cpu = (server.cpu_ticks()? - before) as f64 * 10_000.0;
    Ok(Measured { per_second, cpu_us: cpu / requests })
}

fn start_nginx(nginx: &Path, folder: &Path, port: u16, gzip: &[u8]) -> Result<Server> {
    let root = folder.join("nginx");
    std::fs::create_dir_all(&root)?;
    std::fs::write(root.join("story.html.gz"), gzip)?;
    // gzip_static wants the plain file to be there; it is never sent.
    std::fs::write(root.join("story.html"), vec![b' '; gzip.len()])?;
    let configuration = format!(
        "daemon off; worker_processes 1; pid {root}/pid; error_log {root}/error.log;
         events {{ worker_connections 1024; }}
         http {{ access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000;
           open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s; default_type text/html; charset utf-8;
           client_body_temp_path {root}/a; proxy_temp_path {root}/b; fastcgi_temp_path {root}/c;
           uwsgi_temp_path {root}/d; scgi_temp_path {root}/e;
           server {{ listen 127.0.0.1:{port}; root {root}; gzip_static on; }} }}",
        root = root.display()
    );
    let file = root.join("nginx.conf");
    std::fs::write(&file, configuration)?;
    // Its worker runs as another user where the master is root, and must reach the files.
    run::run(Command::new("chmod").args(["-R", "a+rX"]).arg(folder))?;
    Server::start(pinned(nginx).arg("-c").arg(&file), port)
}

/// The server on core 0; the load runs on core 1.
fn pinned(program: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program);
    command
}

fn first_story(port: u16) -> Result<String> {
    let (_, body) = fetch(port, "/sitemap.xml", "identity")?;
    let text = String::from_utf8_lossy(&body).into_owned();
    if let Some(inner) = text.split("<sitemap><loc>").nth(1) {
        bail!("The sitemap is an index; its first file is {}.", inner.split('<').next().unwrap_or_default());
    }
    let mut places = text.split("<loc>").skip(1).filter_map(|rest| rest.split('<').next());
    let is_story = |url: &&str| {
        url.split('/').skip(3).filter(|part| part.len() == 4 && part.parse::<u16>().is_ok()).count() == 1
            && url.split('/').count() == 7
    };
    let url = places.find(is_story).context("The sitemap has no story.")?;
    Ok(format!("/{}", url.splitn(4, '/').nth(3).unwrap_or_default()))
}

fn get(port: u16, path: &str) -> Result<(String, Vec<u8>)> {
    fetch(port, path, "gzip")
}

/// One request, as plain as can be; gives the head and the body.
fn fetch(port: u16, path: &str, encoding: &str) -> Result<(String, Vec<u8>)> {
    use std::io::Write;
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").context("No answer.")?;
    Ok((String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec()))
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
