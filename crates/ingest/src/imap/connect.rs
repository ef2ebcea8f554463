//! The way to the server, encrypted before a password goes over it.
//!
//! Its name is the owner's own word, like that of the database or of the house's mail server, so that it may lead
//! inside; its certificate says whether it is the one that was meant. Nothing that anybody sends leads elsewhere.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::Waits;
use super::lines::{Lines, Stream};
use super::trouble::Trouble;
use crate::settings::{ImapSettings, Tls};

/// A connection whose greeting was read.
pub(super) async fn open(settings: &ImapSettings, waits: Waits) -> Result<Lines, Trouble> {
    let plain = in_time(waits.connect, reach(settings)).await?;
    let first: Box<dyn Stream> = match settings.tls {
        Tls::Tls => in_time(waits.connect, encrypt(settings, Box::new(plain))).await?,
        Tls::Starttls | Tls::None => Box::new(plain),
    };
    let mut lines = Lines::new(first, waits.answer);
    lines.greeting().await?;
    if settings.tls == Tls::Starttls {
        lines.command("STARTTLS", super::lines::SMALL).await?;
        let encrypted = in_time(waits.connect, encrypt(settings, lines.into_stream())).await?;
        lines = Lines::new(encrypted, waits.answer);
    }
    Ok(lines)
}

/// The certificates that a file holds, or a sentence that says what is wrong with it.
pub(crate) fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let read = CertificateDer::pem_file_iter(file).and_then(|found| found.collect::<Result<Vec<_>, _>>());
    match read {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) => Err(format!("{} has no certificate in it. Put one there, as PEM.", file.display())),
        Err(e) => {
            Err(format!("The certificates in {} cannot be read ({e}). Check imap.ca_file.", file.display()))
        }
    }
}

async fn reach(settings: &ImapSettings) -> Result<TcpStream, Trouble> {
    let found: Vec<SocketAddr> =
        tokio::net::lookup_host((settings.host.as_str(), settings.port())).await?.collect();
    // In the clear to this machine only, wherever its name leads today.
    if settings.tls == Tls::None && !found.iter().all(|address| address.ip().is_loopback()) {
        return Err(Trouble::Lost("it is not this machine, and imap.tls is \"none\"".into()));
    }
    let stream = TcpStream::connect(found.as_slice()).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn encrypt(settings: &ImapSettings, stream: Box<dyn Stream>) -> Result<Box<dyn Stream>, Trouble> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(file) = &settings.ca_file {
        roots.add_parsable_certificates(certificates(file).map_err(Trouble::Lost)?);
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| Trouble::Lost(e.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(settings.host.clone())
        .map_err(|_| Trouble::Lost("its name is none that a certificate can have".into()))?;
    match TlsConnector::from(Arc::new(config)).connect(name, stream).await {
        Ok(encrypted) => Ok(Box::new(encrypted)),
        Err(e) => Err(match e.get_ref().and_then(|inner| inner.downcast_ref()) {
            Some(why) => Trouble::Lost(format!("the encrypted connection fails ({e}). {}", remedy(why))),
            None => e.into(),
        }),
    }
}

fn remedy(error: &rustls::Error) -> &'static str {
    use rustls::CertificateError::{NotValidForName, NotValidForNameContext, UnknownIssuer};
    use rustls::Error::InvalidCertificate;
    match error {
        InvalidCertificate(UnknownIssuer) => "Name a certificate that is the server's own as imap.ca_file",
        InvalidCertificate(NotValidForName | NotValidForNameContext { .. }) => {
            "Write the name that its certificate has as imap.host"
        }
        InvalidCertificate(_) => {
            "The server needs another certificate; one of its own must not call itself an authority"
        }
        _ => "Check imap.port, and imap.tls that goes with it",
    }
}

async fn in_time<T>(wait: Duration, talk: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    let late = |_| Trouble::Lost(format!("no connection stands within {} seconds", wait.as_secs()));
    tokio::time::timeout(wait, talk).await.map_err(late)?
}
