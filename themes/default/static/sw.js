// Reading without a network: the last stories that were read are kept, and shown when nothing answers.
// The network is always asked first, so that a correction is seen and a withdrawn story is dropped.
const STORIES = "stories", PARTS = "parts";
const MOST_STORIES = 20, MOST_PARTS = 80;
const PAGE = "/offline";
const isStory = (path) => /^\/\d{4}\/\d{2}\/\d{2}\/[^/]+$/.test(path) || /^\/undated\/[^/]+$/.test(path);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(PARTS).then((cache) => cache.add(PAGE)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (/^\/(static|media)\//.test(url.pathname)) event.respondWith(part(request));
});

async function page(request, url) {
  const cache = await caches.open(STORIES);
  try {
    const answer = await fetch(request);
    if (isStory(url.pathname)) {
      if (answer.status === 200) await keep(cache, url.pathname, answer.clone(), MOST_STORIES);
      else if (answer.status === 404 || answer.status === 410) await cache.delete(url.pathname);
    }
    return answer;
  } catch {
    return (await cache.match(url.pathname)) ?? offline(cache);
  }
}

// Files of pages have their content in their address: the kept one is the right one.
async function part(request) {
  const cache = await caches.open(PARTS);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200) await keep(cache, request, answer.clone(), MOST_PARTS);
  return answer;
}

async function keep(cache, key, answer, most) {
  await cache.delete(key);
  await cache.put(key, answer);
  const keys = await cache.keys();
  const old = keys.filter((kept) => new URL(kept.url).pathname !== PAGE);
  for (const kept of old.slice(0, Math.max(0, old.length - most))) await cache.delete(kept);
}

// The page that says so, with the stories that are there.
async function offline(cache) {
  const entries = [];
  for (const key of (await cache.keys()).reverse()) {
    const text = await (await cache.match(key)).text();
    const title = /<h1 class="headline"[^>]*>([^<]*)</.exec(text)?.[1];
    if (title) entries.push(`<li><a href="${new URL(key.url).pathname}">${title}</a></li>`);
  }
  const shell = await (await caches.open(PARTS)).match(PAGE);
  const text = shell ? await shell.text() : "<!doctype html><ul><!-- kept --></ul>";
  return new Response(text.replace("<!-- kept -->", entries.join("")), {
    status: 503,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
