//! PostgreSQL: a pool of connections, with TLS to anything that is not this machine.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use futures_util::future::try_join_all;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, Row as PgRow};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::arg::Arg;
use crate::row::{FromRow, Row};
use crate::{Error, Result, sql};

/// Connections of one process.
const CONNECTIONS: usize = 16;

/// How long a process waits for a free connection, or for a new one.
const PATIENCE: Duration = Duration::from_secs(15);

/// The server and the connections to it.
pub(crate) struct Pg {
    pub pool: Pool,
    pub config: Config,
    pub tls: MakeRustlsConnect,
}

impl Pg {
    /// Takes the address apart; connects when the first statement is run.
    ///
    /// Without `sslmode`, and with `prefer`, a server on this machine (a socket or a loopback address)
    /// is spoken to plainly and any other through TLS whose certificate must be good; `disable` and
    /// `require` say so outright.
    pub fn open(address: &str) -> Result<Pg> {
        let place = without_password(address);
        let open = |why: String| Error::Open {
            place: place.clone(),
            why,
            remedy: "An address looks like postgres://user@host:5432/name?sslmode=require.".to_owned(),
        };
        let mut config: Config =
            address.parse().map_err(|e| open(format!("its address is not one ({e}).")))?;
        if config.get_ssl_mode() == SslMode::Prefer {
            config.ssl_mode(if is_local(&config) { SslMode::Disable } else { SslMode::Require });
        }
        if config.get_application_name().is_none() {
            config.application_name("dateline");
        }
        config.connect_timeout(PATIENCE);
        let tls = tls(config.get_ssl_mode()).map_err(&open)?;
        let recycle = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config.clone(), tls.clone(), recycle);
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .runtime(deadpool_postgres::Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .post_create(Hook::async_fn(|client, _| {
                Box::pin(async move {
                    // A transaction that was forgotten must not hold its locks for ever; and that a table is
                    // there already is no news.
                    let settings = "SET idle_in_transaction_session_timeout = '60s'; \
                                    SET client_min_messages = warning";
                    client.batch_execute(settings).await.map_err(HookError::Backend)
                })
            }))
            .build()
            .map_err(|e| open(format!("{e}.")))?;
        Ok(Pg { pool, config, tls })
    }

    pub async fn connection(&self) -> Result<Object> {
        use deadpool_postgres::PoolError;
        self.pool.get().await.map_err(|e| match e {
            PoolError::Backend(e) => failed(e),
            PoolError::Timeout(_) => {
                Error::Busy { why: format!("no connection became free within {PATIENCE:?}") }
            }
            other => Error::Database { why: other.to_string() },
        })
    }
}

/// All rows of a statement.
pub(crate) async fn rows(client: &Object, text: &str, args: &[Arg<'_>]) -> Result<Vec<PgRow>> {
    sql::run(text);
    let statement = client.prepare_cached(text).await.map_err(failed)?;
    client.query(&statement, &as_parameters(args)).await.map_err(failed)
}

/// All rows of a statement, read.
pub(crate) async fn all<T: FromRow>(client: &Object, text: &str, args: &[Arg<'_>]) -> Result<Vec<T>> {
    rows(client, text, args).await?.iter().map(|row| T::read(&mut Row::pg(row))).collect()
}

/// Runs a statement that gives no rows; returns how many it changed.
pub(crate) async fn exec(client: &Object, text: &str, args: &[Arg<'_>]) -> Result<u64> {
    sql::run(text);
    let statement = client.prepare_cached(text).await.map_err(failed)?;
    client.execute(&statement, &as_parameters(args)).await.map_err(failed)
}

/// Runs a statement for each row, all of them on their way before the first answer is back.
pub(crate) async fn each(client: &Object, text: &str, rows: &[Vec<Arg<'_>>]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    sql::run(text);
    let statement = client.prepare_cached(text).await.map_err(failed)?;
    let statement = &statement;
    // They are sent in the order in which they are polled for the first time.
    let sent = rows.iter().map(|row| async move { client.execute(statement, &as_parameters(row)).await });
    try_join_all(sent).await.map(drop).map_err(failed)
}

fn as_parameters<'a>(args: &'a [Arg<'_>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect()
}

fn is_local(config: &Config) -> bool {
    let loopback = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        }
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(loopback) && config.get_hostaddrs().iter().all(|ip| ip.is_loopback())
}

/// TLS with the certificates that this machine trusts; none are looked for where it is not used.
fn tls(mode: SslMode) -> Result<MakeRustlsConnect, String> {
    let mut roots = rustls::RootCertStore::empty();
    if mode == SslMode::Require {
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            return Err("TLS is wanted, and this machine has no certificates to trust (install \
                        ca-certificates)."
                .to_owned());
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| format!("{e}."))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// An address fit for logs: made of what the driver took for name, host and database, so that nothing
/// else of it, however it is written, is shown.
pub(crate) fn without_password(address: &str) -> String {
    // A password with an @ in it, that is not escaped, is taken for a part of the host.
    let is_torn = |host: &Host| matches!(host, Host::Tcp(name) if name.contains(['@', ':', '/']));
    let Some(config) =
        address.parse::<Config>().ok().filter(|config| !config.get_hosts().iter().any(is_torn))
    else {
        return "of PostgreSQL".to_owned();
    };
    let hosts: Vec<String> = config
        .get_hosts()
        .iter()
        .enumerate()
        .map(|(n, host)| {
            let port = config.get_ports().get(n).or(config.get_ports().first()).copied().unwrap_or(5432);
            match host {
                Host::Tcp(name) => format!("{name}:{port}"),
                Host::Unix(folder) => folder.display().to_string(),
            }
        })
        .collect();
    let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
    let name = config.get_dbname().map(|name| format!("/{name}")).unwrap_or_default();
    format!("postgres://{user}{}{name}", hosts.join(","))
}

/// What PostgreSQL or the way to it said, as our error.
pub(crate) fn failed(error: tokio_postgres::Error) -> Error {
    let why = match error.as_db_error() {
        Some(said) => said.message().to_owned(),
        None => match std::error::Error::source(&error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    };
    let meeting = [
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::UNIQUE_VIOLATION,
    ];
    if error.code().is_some_and(|code| meeting.contains(code)) {
        Error::Busy { why }
    } else {
        Error::Database { why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_reaches_the_log() {
        for (address, shown) in [
            ("postgres://desk:se:cr@et@db.example:5432/paper?password=x", "of PostgreSQL"),
            ("postgres://desk:secret@db.example/paper", "postgres://desk@db.example:5432/paper"),
            ("postgres://desk:se?cret@db.example/paper", "postgres://desk@db.example:5432/paper"),
            ("postgres://desk@db.example/paper?password=secret", "postgres://desk@db.example:5432/paper"),
            ("host=x password=secret", "postgres://x:5432"),
            ("postgres:/desk:secret@db.example", "of PostgreSQL"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }

    #[test]
    fn a_server_elsewhere_is_spoken_to_through_tls() {
        let local = |address: &str| address.parse::<Config>().map(|config| is_local(&config));
        for here in
            ["postgres://a@localhost/x", "postgres://a@127.0.0.1/x", "postgres://a@[::1]/x", "host=/run/x"]
        {
            assert_eq!(local(here).ok(), Some(true), "{here}");
        }
        for away in ["postgres://a@db.example/x", "postgres://a@10.0.0.4,localhost/x"] {
            assert_eq!(local(away).ok(), Some(false), "{away}");
        }
    }
}
