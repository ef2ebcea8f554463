//! robots.txt: where the sitemaps are, and what is not worth a crawler's time.

/// Searches have no end, and histories repeat what the story pages say.
pub fn robots(origin: &str) -> String {
    format!(
        "User-agent: *\nDisallow: /search\nDisallow: /api/\nDisallow: /ad/\n\n\
         Sitemap: {origin}/sitemap.xml\nSitemap: {origin}/news-sitemap.xml\n"
    )
}
