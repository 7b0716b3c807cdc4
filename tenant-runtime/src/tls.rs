//! Connections over TLS, by rustls.

use std::{future::Future, pin::Pin, sync::Arc};

use rustls::{ClientConfig, RootCertStore, crypto};
use tokio_postgres::{CancelToken, Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{
    Error, ErrorKind, Result,
    connect::{Connect, drive},
};

pub(crate) struct Tls(MakeRustlsConnect);

impl Tls {
    pub(crate) fn new(config: ClientConfig) -> Self {
        Self(MakeRustlsConnect::new(config))
    }

    /// Trusts the certificates that the operating system trusts.
    pub(crate) fn with_system_roots() -> Result<Self> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let provider = Arc::new(crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::with_source(ErrorKind::Connect, "TLS setup failed", error))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self::new(config))
    }
}

impl Connect for Tls {
    fn connect<'a>(
        &'a self,
        config: &'a Config,
    ) -> Pin<Box<dyn Future<Output = Result<Client, tokio_postgres::Error>> + Send + 'a>> {
        Box::pin(async move {
            let (client, connection) = config.connect(self.0.clone()).await?;
            drive(connection);
            Ok(client)
        })
    }

    fn cancel(&self, token: CancelToken) {
        let tls = self.0.clone();
        tokio::spawn(async move { token.cancel_query(tls).await });
    }
}
