//! `cargo xtask bench`: how fast, beside a peer in the same run.
//!
//! The inside (parsing, pictures, rendering, ingest, visibility, archive) is measured by `cargo bench`. Here the
//! outside: the cached story page at 64 connections, beside nginx serving the same compressed bytes from
//! a file. Each server has one core for itself and the load has another; the two are measured in turns,
//! which of them is first changes from round to round, and what counts is the middle of all rounds.

mod servers;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::{self, cargo, step};
use crate::tools;
use servers::{Server, start_dateline, start_nginx};

#[derive(clap::Args)]
pub struct Args {
    /// Only the comparison with nginx.
    #[arg(long)]
    serve_only: bool,
    /// Rounds of the comparison; each measures both.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 4)]
    seconds: u32,
    /// A smoke run: little of everything, figures not worth keeping.
    #[arg(long)]
    quick: bool,
    /// Compare this program with nginx instead of building one.
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<()> {
    if !args.serve_only {
        step("Inside: cargo bench");
        let mut bench = cargo();
        // Benches alone: the unit tests' harness does not know our arguments.
        bench.args([
            "bench",
            "--package",
            "wire",
            "--package",
            "timex",
            "--package",
            "quotes",
            "--package",
            "pictures",
            "--package",
            "dateline",
            "--bench",
            "*",
        ]);
        if args.quick {
            bench.args(["--", "--quick"]);
        }
        run::run(&mut bench)?;
    }
    step("Outside: the cached story page, beside nginx");
    let (rounds, seconds) = if args.quick { (1, 1) } else { (args.rounds.max(1), args.seconds.max(1)) };
    serve(args.binary.as_deref(), rounds, seconds)
}

/// One kind of request, as both servers get it.
struct Asked<'a> {
    name: &'a str,
    encoding: &'a str,
    ours: (&'a str, Option<String>),
    theirs: (&'a str, Option<String>),
}

fn serve(binary: Option<&Path>, rounds: usize, seconds: u32) -> Result<()> {
    let (nginx, wrk) = (tools::nginx()?, tools::wrk()?);
    let program = match binary {
        Some(program) => program.to_owned(),
        None => {
            run::run(cargo().args(["build", "--release", "--package", "dateline"]))?;
            run::target().join("release/dateline")
        }
    };
    let folder = tempfile::tempdir()?;
    let demo = folder.path().join("demo");
    run::run(
        Command::new(std::env::current_exe()?)
            .args(["demo", "--no-serve", "--folder"])
            .arg(&demo)
            .arg("--binary")
            .arg(&program)
            .stdout(Stdio::null()),
    )?;
    let ours = start_dateline(&program, &demo.join("dateline.toml"))?;
    // The sizes of the demo's pictures are made first.
    ours.wait_until_idle()?;
    let story = first_story(&ours)?;
    let gzip = body(&ours, &story, "gzip")?;
    let brotli = body(&ours, &story, "br")?;
    let theirs = start_nginx(&nginx, folder.path(), &gzip, &brotli)?;
    if body(&theirs, "/story.html", "gzip")? != gzip || body(&theirs, "/story.br", "br")? != brotli {
        bail!("nginx does not send the same bytes as Dateline.");
    }

    let plain = |name, encoding, file| Asked { name, encoding, ours: (&story, None), theirs: (file, None) };
    let known = Asked {
        name: "304, the reader has it",
        encoding: "gzip",
        ours: (&story, Some(known(&ours, &story)?)),
        theirs: ("/story.html", Some(known(&theirs, "/story.html")?)),
    };
    println!("{story}, 64 connections, one core each for server and load.");
    let sizes = [format!("gzip, {} bytes", gzip.len()), format!("Brotli, {} bytes", brotli.len())];
    let all = [plain(&sizes[0], "gzip", "/story.html"), plain(&sizes[1], "br", "/story.br"), known];
    for asked in &all {
        compare(&wrk, &ours, &theirs, asked, rounds, seconds)?;
    }
    println!(
        "memory after that (shared pages counted once): nginx {:.1} MiB, Dateline {:.1} MiB",
        theirs.memory()?,
        ours.memory()?
    );
    println!("load: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    Ok(())
}

fn compare(
    wrk: &Path,
    ours: &Server,
    theirs: &Server,
    asked: &Asked<'_>,
    rounds: usize,
    seconds: u32,
) -> Result<()> {
    println!(
        "\n{:<26} {:>10} {:>12} {:>7} {:>16} {:>16}",
        asked.name, "nginx/s", "dateline/s", "ratio", "nginx CPU us/req", "ours CPU us/req"
    );
    let us = |seconds| measure(wrk, ours, asked.encoding, &asked.ours, seconds);
    let them = |seconds| measure(wrk, theirs, asked.encoding, &asked.theirs, seconds);
    // The first second of a server is spent on its caches.
    them(1)?;
    us(1)?;
    let mut all = Vec::new();
    for round in 1..=rounds {
        let (them, us) = if round % 2 == 1 {
            let them = them(seconds)?;
            (them, us(seconds)?)
        } else {
            let us = us(seconds)?;
            (them(seconds)?, us)
        };
        let row = [them.per_second, us.per_second, us.per_second / them.per_second, them.cpu_us, us.cpu_us];
        print(&format!("round {round}"), row);
        all.push(row);
    }
    let medians = std::array::from_fn(|column| median(all.iter().map(|row| row[column]).collect()));
    print("median", medians);
    let met = if medians[2] >= 1.0 { "met" } else { "NOT met" };
    println!("  Dateline to nginx: {:.2} (target: 1.00 at least, {met})", medians[2]);
    Ok(())
}

fn print(name: &str, [theirs, ours, ratio, their_cpu, our_cpu]: [f64; 5]) {
    println!("  {name:<24} {theirs:>10.0} {ours:>12.0} {ratio:>7.2} {their_cpu:>16.2} {our_cpu:>16.2}");
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

struct Measured {
    per_second: f64,
    cpu_us: f64,
}

fn measure(
    wrk: &Path,
    server: &Server,
    encoding: &str,
    (path, known): &(&str, Option<String>),
    seconds: u32,
) -> Result<Measured> {
    let before = server.cpu_ticks()?;
    let mut load = Command::new("taskset");
    load.args(["-c", "1"])
        .arg(wrk)
        .args(["-t1", "-c64", &format!("-d{seconds}s"), "-H", &format!("Accept-Encoding: {encoding}")])
        .args(["-H", "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"])
        .args(["-H", "Accept: text/html,application/xhtml+xml", "-H", "Accept-Language: en-GB,en"]);
    if let Some(tag) = known {
        load.args(["-H", &format!("If-None-Match: {tag}")]);
    }
    let said = run::output(load.arg(format!("http://127.0.0.1:{}{path}", server.port)))?;
    if said.contains("Non-2xx") || said.contains("Socket errors") {
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

/// The page's bytes in an encoding, which must be the one that was asked for.
fn body(server: &Server, path: &str, encoding: &str) -> Result<Vec<u8>> {
    let answer = server.get(path, encoding, "")?;
    match answer.header("content-encoding") {
        Some(said) if said == encoding => Ok(answer.body),
        other => bail!("{path} was asked for as {encoding} and came as {other:?}."),
    }
}

/// The entity tag by which a reader says what he has; the server must then answer 304.
fn known(server: &Server, path: &str) -> Result<String> {
    let answer = server.get(path, "gzip", "")?;
    let tag = answer.header("etag").with_context(|| format!("{path} comes without an entity tag."))?;
    let again = server.get(path, "gzip", &format!("If-None-Match: {tag}\r\n"))?;
    if again.status() != "304" {
        bail!("{path} answers {} to a reader who has it.", again.status());
    }
    Ok(tag.to_owned())
}

fn first_story(server: &Server) -> Result<String> {
    let answer = server.get("/sitemap.xml", "identity", "")?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let mut places = text.split("<loc>").skip(1).filter_map(|rest| rest.split('<').next());
    let is_story = |url: &&str| {
        url.split('/').skip(3).filter(|part| part.len() == 4 && part.parse::<u16>().is_ok()).count() == 1
            && url.split('/').count() == 7
    };
    let url = places.find(is_story).context("The sitemap has no story.")?;
    Ok(format!("/{}", url.splitn(4, '/').nth(3).unwrap_or_default()))
}
