//! Dateline, the program: agency copy in, an honest and fast news site out.
//!
//! It holds no rules of its own: it reads the command line and the configuration, starts the parts that
//! `wire`, `newsroom`, `store`, `ingest` and `site` are, and stops them in order. Start reading at
//! `boot.rs`.

mod boot;
mod cli;
mod commands;
mod config;
mod followers;
mod health;
mod http;
mod lock;
mod log;
mod theme_watch;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use cli::{Cli, Command, ConfigCommand};
use commands::ingest::TryAgain;

fn main() -> ExitCode {
    // Two libraries could each bring a cryptography provider; ours is named before anything asks.
    let provider = rustls::crypto::ring::default_provider().install_default();
    debug_assert!(provider.is_ok(), "installed once, first of all");
    let cli = Cli::parse();
    match run(&cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the output has seen enough, such as `head`.
        Err(e) if e.chain().any(is_broken_pipe) => ExitCode::FAILURE,
        Err(e) => {
            // What went wrong may have somebody's file name in it.
            in_one(&e).lines().for_each(|line| eprintln!("{}", commands::one_line(line)));
            match e.downcast_ref::<TryAgain>().is_some() {
                true => ExitCode::from(TryAgain::CODE),
                false => ExitCode::FAILURE,
            }
        }
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

/// An error and its causes as one line: each is a sentence of its own, or the end of one.
fn in_one(error: &anyhow::Error) -> String {
    let said: Vec<String> = error.chain().map(|e| e.to_string()).collect();
    let (last, causes) = said.split_last().map_or(("", &[][..]), |(last, rest)| (last.as_str(), rest));
    let mut line: String = causes.iter().map(|e| format!("{}: ", e.trim_end_matches('.'))).collect();
    line.push_str(last);
    if !line.ends_with(['.', '?', '!']) && !line.contains('\n') {
        line.push('.');
    }
    line
}

fn run(command: &Command) -> Result<()> {
    match command {
        Command::Parse(args) => commands::parse::run(args),
        Command::Timex(args) => commands::timex::run(args),
        Command::Quotes(args) => commands::quotes::run(args),
        Command::Theme(command) => commands::theme::run(command),
        Command::Config(ConfigCommand::Check(place)) => commands::config_check::run(place),
        other => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(run_with_store(other))
        }
    }
}

async fn run_with_store(command: &Command) -> Result<()> {
    match command {
        Command::Serve(args) => commands::serve::run(args).await,
        Command::Ingest(args) => commands::ingest::run(args).await,
        Command::Import(command) => commands::import::run(command).await,
        Command::Reparse(args) => commands::reparse::run(args).await,
        Command::Reread(args) => commands::reread::run(args).await,
        Command::Check(place) => commands::check::run(place).await,
        Command::Backup(args) => commands::backup::write(args).await,
        Command::Restore(args) => commands::backup::restore(args).await,
        Command::Comments(command) => commands::comments::run(command).await,
        Command::Ads(command) => commands::ads::run(command).await,
        Command::Desk(command) => commands::desk::run(command).await,
        Command::Pictures(command) => commands::pictures::run(command).await,
        Command::Parse(_)
        | Command::Timex(_)
        | Command::Quotes(_)
        | Command::Theme(_)
        | Command::Config(_) => Ok(()),
    }
}
