//! A theme of the paper's own: a mistake in it costs no reader his page.

use crate::house::{copy, on_sqlite_with};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_the_papers_theme_cannot_print_comes_in_the_built_in_one() {
    let theme = tempfile::tempdir().unwrap();
    let templates = theme.path().join("templates");
    std::fs::create_dir(&templates).unwrap();
    let base = "{% extends \"base.html\" %}{% block main %}<p class=\"own\">Ours</p>{% endblock %}";
    std::fs::write(templates.join("archive.html"), base).unwrap();
    // It can be read, and fails on every story.
    std::fs::write(templates.join("story.html"), base.replace("Ours", "{{ story.nothing.at_all }}")).unwrap();
    on_sqlite_with(
        |settings| settings.theme = Some(theme.path().to_owned()),
        async |house| {
            let path = house.address(house.arrives(&copy("1", 1, "Ferry returns")).await).await;
            let page = house.get(&path).await;
            assert_eq!((page.status, page.one("h1")), (200, "Ferry returns".to_owned()));
            assert_eq!(
                house.get("/archive").await.one(".own"),
                "Ours",
                "what can be printed is the paper's own"
            );

            std::fs::write(templates.join("story.html"), base).unwrap();
            house.site.reload_theme().unwrap();
            assert_eq!(house.get(&path).await.one(".own"), "Ours", "mended, it is taken at once");

            std::fs::write(templates.join("story.html"), "{% block main %}").unwrap();
            assert!(house.site.reload_theme().is_err(), "one that cannot be read is not taken");
            assert_eq!(house.get(&path).await.one(".own"), "Ours");
        },
    )
    .await;
}
