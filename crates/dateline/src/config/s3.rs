//! `[store.s3]`: a bucket for pictures and large deliveries, which several machines can share.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use serde::Deserialize;

/// An S3-compatible service: AWS, MinIO, Garage, Ceph, R2 …
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Settings {
    /// `https://host[:port]`; without it AWS.
    pub endpoint: Option<String>,
    pub bucket: String,
    #[serde(default = "region")]
    pub region: String,
    /// What all names in the bucket begin with.
    #[serde(default)]
    pub prefix: String,
    pub key_id: String,
    /// The key's secret. Prefer `secret_file`.
    pub secret: Option<String>,
    /// A file whose first line is the key's secret.
    pub secret_file: Option<PathBuf>,
}

impl S3Settings {
    /// With the secret read from its file.
    ///
    /// # Errors
    /// A sentence that names the key of the configuration.
    pub fn bucket(&self) -> Result<store::Bucket> {
        if self.bucket.is_empty() || self.key_id.is_empty() {
            return Err(anyhow!(
                "store.s3.bucket or store.s3.key_id is empty. Write the bucket's and the key's name."
            ));
        }
        if let Some(endpoint) = &self.endpoint
            && !endpoint.starts_with("https://")
            && !endpoint.starts_with("http://")
        {
            return Err(anyhow!("store.s3.endpoint is \"{endpoint}\". Write it with https:// in front."));
        }
        let secret = match (&self.secret, &self.secret_file) {
            (Some(_), Some(_)) => {
                return Err(anyhow!(
                    "store.s3.secret and store.s3.secret_file are both set. Keep one of them."
                ));
            }
            (Some(secret), None) => secret.clone(),
            (None, Some(file)) => {
                ingest::secret::read(file).map_err(|e| anyhow!("store.s3.secret_file: {e}"))?
            }
            (None, None) => {
                return Err(anyhow!(
                    "store.s3 has no secret. Write secret_file, the file with the key's secret."
                ));
            }
        };
        Ok(store::Bucket {
            endpoint: self.endpoint.clone(),
            name: self.bucket.clone(),
            region: self.region.clone(),
            prefix: self.prefix.clone(),
            key: (self.key_id.clone(), secret),
        })
    }
}

impl std::fmt::Debug for S3Settings {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3Settings").field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

/// What AWS calls its first; most others take any.
fn region() -> String {
    "us-east-1".into()
}
