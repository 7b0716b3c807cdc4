//! TLS to the server. The throwaway server listens on a Unix socket, where PostgreSQL speaks no
//! TLS, so a small terminator stands before it: it answers the client's request for TLS as a
//! server does, and passes what comes out on to the real one.

use std::{path::PathBuf, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer},
};
use tenant::prelude::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, UnixStream},
};
use tokio_rustls::TlsAcceptor;

use crate::{
    TestResult,
    model::{Client, Client1Person, database_behind_socket, person},
};

/// The eight bytes with which a client asks for TLS.
/// Source: <https://www.postgresql.org/docs/current/protocol-message-formats.html>.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

/// Starts a terminator; returns its port and its certificate.
async fn terminator(socket: PathBuf) -> std::io::Result<(u16, CertificateDer<'static>)> {
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()])
        .map_err(std::io::Error::other)?;
    let certificate = certified.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(std::io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into())
        .map_err(std::io::Error::other)?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (acceptor, socket) = (acceptor.clone(), socket.clone());
            tokio::spawn(async move {
                let mut request = [0; 8];
                stream.read_exact(&mut request).await?;
                assert_eq!(
                    request, SSL_REQUEST,
                    "the client asks for TLS before anything else"
                );
                stream.write_all(b"S").await?;
                let mut inside = acceptor.accept(stream).await?;
                let mut server = UnixStream::connect(socket).await?;
                copy_bidirectional(&mut inside, &mut server).await
            });
        }
    });
    Ok((port, certificate))
}

fn trusting(certificate: Option<CertificateDer<'static>>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificate);
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider has the default versions")
        .with_root_certificates(roots)
        .with_no_client_auth()
}

#[tokio::test]
async fn statements_run_over_tls() -> TestResult {
    let (server, socket) = database_behind_socket().await;
    let (port, certificate) = terminator(socket).await?;
    let name = server.name();
    let url = format!("postgresql://postgres@localhost:{port}/{name}?sslmode=require");
    let db = Database::builder(&url)
        .tls(trusting(Some(certificate)))
        .build()?;
    Client::create_all(&db).await?;
    let ada = Client1Person::insert(person("Ada")).fetch_one(&db).await?;
    assert_eq!(ada.name, "Ada");
    Ok(())
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_refused() -> TestResult {
    let (_server, socket) = database_behind_socket().await;
    let (port, _certificate) = terminator(socket).await?;
    let url = format!("postgresql://postgres@localhost:{port}/postgres?sslmode=require");
    let unknown = Database::builder(&url).tls(trusting(None)).build()?;
    let error = unknown.session(crate::model::Client1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    // The certificates of the operating system do not include it either.
    let error = Database::connect(&url).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("certificate"), "{error}");
    Ok(())
}
