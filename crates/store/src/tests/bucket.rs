//! A bucket of its own for a test, on a service that speaks S3 over HTTP and checks signatures.

use std::path::PathBuf;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;

use super::on_both;
use crate::{Bucket, Error, Store, blobs};

/// Serves while it is not dropped.
pub(crate) struct Service {
    root: tempfile::TempDir,
    pub bucket: Bucket,
    serving: tokio::task::JoinHandle<()>,
}

impl Service {
    pub async fn start() -> Service {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("ellery")).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(root.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("ellery-key", "ellery-secret"));
        let service = service.build();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let bucket = Bucket {
            endpoint: Some(format!("http://{}", listener.local_addr().unwrap())),
            name: "ellery".into(),
            region: "us-east-1".into(),
            prefix: "papers/courier".into(),
            key: ("ellery-key".into(), "ellery-secret".into()),
        };
        let serving = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let http = Builder::new(TokioExecutor::new());
                    _ = http.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Service { root, bucket, serving }
    }

    /// Where the service keeps an object.
    pub fn file(&self, sha256: &str) -> PathBuf {
        self.folder().join("blobs").join(&sha256[..2]).join(&sha256[2..])
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("ellery/papers/courier")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

#[tokio::test]
async fn a_large_picture_is_in_the_bucket_and_nowhere_else() {
    let service = Service::start().await;
    let data = tempfile::tempdir().unwrap();
    let settings =
        crate::Settings { bucket: Some(service.bucket.clone()), ..super::settings(data.path(), None) };
    let store = Store::open(&settings).await.unwrap();
    let (small, large) = (vec![7; 100], (0..3_000_000_u32).map(|n| (n / 7) as u8).collect::<Vec<_>>());
    let (small, large) =
        (blobs::put(&store, &small).await.unwrap(), blobs::put(&store, &large).await.unwrap());
    assert_eq!(std::fs::metadata(service.file(&large)).unwrap().len(), 3_000_000);
    assert!(!service.file(&small).exists());
    assert!(!data.path().join("blobs").exists());
}

#[tokio::test]
async fn a_bucket_that_is_not_there_or_refuses_is_said_at_start_with_its_place_and_remedy() {
    let service = Service::start().await;
    let data = tempfile::tempdir().unwrap();
    let open = async |bucket: Bucket| {
        let settings = crate::Settings { bucket: Some(bucket), ..super::settings(data.path(), None) };
        Store::open(&settings).await.err().map(|error| error.to_string()).unwrap_or_default()
    };
    let wrong_secret = Bucket { key: ("ellery-key".into(), "guess".into()), ..service.bucket.clone() };
    let said = open(wrong_secret).await;
    assert!(
        said.contains("the key is not known there or may not do that") && said.contains("[store.s3]"),
        "{said}"
    );
    assert!(!said.contains("guess"), "{said}");
    let nobody = Bucket { endpoint: Some("http://127.0.0.1:9".into()), ..service.bucket.clone() };
    let said = open(nobody).await;
    assert!(said.contains("the bucket \"ellery\" at http://127.0.0.1:9"), "{said}");
    assert_eq!(open(service.bucket.clone()).await, "");
}

#[tokio::test]
async fn an_object_that_is_lost_is_named_and_the_paper_goes_on() {
    let service = Service::start().await;
    let data = tempfile::tempdir().unwrap();
    let settings =
        crate::Settings { bucket: Some(service.bucket.clone()), ..super::settings(data.path(), None) };
    let store = Store::open(&settings).await.unwrap();
    let (lost, kept) = (vec![1; 90_000], vec![2; 90_000]);
    let (lost, kept) = (blobs::put(&store, &lost).await.unwrap(), blobs::put(&store, &kept).await.unwrap());
    std::fs::remove_file(service.file(&lost)).unwrap();
    let said = blobs::get(&store, &lost).await.unwrap_err();
    assert!(matches!(&said, Error::Bucket { .. }) && said.to_string().contains(&lost[2..]), "{said}");
    assert!(blobs::get(&store, &kept).await.is_ok());
    // The same bytes once more put it right.
    blobs::put(&store, &vec![1; 90_000]).await.unwrap();
    assert_eq!(blobs::get(&store, &lost).await.unwrap(), vec![1; 90_000]);
}

#[tokio::test]
async fn a_part_of_a_large_file_is_read_without_the_rest() {
    use futures_util::TryStreamExt;
    on_both(|bench| async move {
        let bytes: Vec<u8> = (0..700_000_u32).map(|n| (n % 251) as u8).collect();
        let key = blobs::put(&bench.store, &bytes).await.unwrap();
        for part in [0..700_000_u64, 5..6, 262_140..262_150, 699_990..900_000, 800_000..900_000] {
            let source = blobs::open(&bench.store, &key).await.unwrap();
            assert_eq!(source.length, 700_000);
            let read = source.read(part.clone()).await.unwrap();
            let read: Vec<bytes::Bytes> = read.try_collect().await.unwrap();
            let (start, end) = (part.start.min(700_000) as usize, part.end.min(700_000) as usize);
            assert_eq!(read.concat(), bytes[start..end], "{part:?}");
        }
    })
    .await;
}
