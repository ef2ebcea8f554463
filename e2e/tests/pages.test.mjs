// Every page type, as every reader gets it: light and dark, wide and narrow.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { largest } from "../budget.mjs";
import { openBrowser, openPaper, pageTypes, shiftOf, watchShift, withMail } from "../paper.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const html = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "void-style": "off", "no-trailing-whitespace": "off", "long-title": "off", "no-raw-characters": "off" },
});

let paper, browser, pages;
before(async () => {
  paper = await openPaper(withMail);
  browser = await openBrowser();
  pages = await pageTypes(paper.url);
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

/** Opens an address, counting what goes wrong on the way. */
async function open(address, options) {
  // The content policy forbids scripts from elsewhere; axe is let in by the test, not by the page.
  const context = await browser.newContext({ ...options, bypassCSP: true });
  const page = await context.newPage();
  const strangers = [], errors = [];
  page.on("request", (r) => new URL(r.url()).origin === paper.url || r.url().startsWith("data:") || strangers.push(r.url()));
  page.on("console", (m) => m.type() === "error" && !/status of 4\d\d/.test(m.text()) && errors.push(m.text()));
  page.on("pageerror", (e) => errors.push(String(e)));
  await page.goto(paper.url + address, { waitUntil: "load" });
  return { page, context, strangers, errors };
}

test("no page has an accessibility violation, light or dark, wide or narrow", async (t) => {
  for (const [name, address] of Object.entries(pages)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        await t.test(`${name}, ${colorScheme}, ${width} px`, async () => {
          const { page, context } = await open(address, { colorScheme, viewport: { width, height: 900 } });
          await page.addScriptTag({ path: axe });
          const found = await page.evaluate(() => globalThis.axe.run());
          const said = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n  ")}`);
          assert.deepEqual(said, []);
          await context.close();
        });
      }
    }
  }
});

test("no page asks anything of a third party, and none logs an error", async () => {
  for (const address of Object.values(pages)) {
    const { context, strangers, errors } = await open(address, {});
    assert.deepEqual({ address, strangers, errors }, { address, strangers: [], errors: [] });
    await context.close();
  }
});

test("no page is wider than the window, down to 320 px", async () => {
  for (const address of Object.values(pages)) {
    for (const width of [320, 390, 768, 1280]) {
      const { page, context } = await open(address, { viewport: { width, height: 800 } });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${address} at ${width} px is ${wide} px wide`);
      await context.close();
    }
  }
});

test("nothing on a page moves while it loads", async () => {
  for (const address of Object.values(pages)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await watchShift(page);
    await page.goto(paper.url + address, { waitUntil: "networkidle" });
    assert.equal(await shiftOf(page), 0, address);
    await context.close();
  }
});

test("nothing moves where a slow machine paints a page half read", async () => {
  for (let time = 0; time < 12; time += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    await watchShift(page);
    await page.goto(paper.url + pages.story, { waitUntil: "networkidle" });
    assert.equal(await shiftOf(page), 0);
    await context.close();
  }
});

test("every page has one first-level heading, a title and a language", async () => {
  for (const address of Object.values(pages)) {
    const { page, context } = await open(address, {});
    assert.equal(await page.locator("h1").count(), 1, address);
    assert.notEqual(await page.title(), "", address);
    assert.notEqual(await page.locator("html").getAttribute("lang"), null, address);
    await context.close();
  }
});

test("every page is valid HTML", async () => {
  for (const address of Object.values(pages)) {
    const text = await (await fetch(paper.url + address)).text();
    const report = await html.validateString(text);
    const said = report.results.flatMap((r) => r.messages.map((m) => `${address}:${m.line} ${m.ruleId}: ${m.message}`));
    assert.deepEqual(said, []);
  }
});

test("every page keeps to its budget of bytes, requests and script", async (t) => {
  for (const [name, address] of Object.entries(pages)) {
    const spent = await costs(address);
    t.diagnostic(`${name}: ${JSON.stringify(spent)}`);
    for (const [what, most] of Object.entries(largest(name))) {
      assert.ok(spent[what] <= most, `${name} (${address}): ${spent[what]} ${what}, ${most} is the most`);
    }
    assert.ok(spent.bytes > 1000 && spent.script > 0, `${name} was measured`);
  }
});

test("the budget of a story holds with everything on that has a script of its own", async () => {
  const all = await openPaper((text) => text.replace("[site]\n", "[site]\noffline = true\n").replace("[site.popular]", '[site.popular]\ncount = "beacon"'));
  try {
    const spent = await costs(pages.story, all.url);
    for (const script of ["site.js", "count.js"]) assert.ok(spent.scripts.includes(script), `${script}: ${spent.scripts}`);
    for (const [what, most] of Object.entries(largest("story"))) assert.ok(spent[what] <= most, `${spent[what]} ${what}, ${most} is the most`);
  } finally {
    await all.close();
  }
});

/** What a page costs over the wire in a browser that has nothing yet, frames of advertisements included; pictures,
    and what is said to the server once it is seen, are not counted. */
async function costs(address, url = paper.url) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const waiting = [], scripts = [];
  let bytes = 0, requests = 0, script = 0;
  page.on("requestfinished", (request) => {
    if (["image", "ping"].includes(request.resourceType())) return;
    waiting.push(request.sizes().then((sizes) => {
      bytes += sizes.responseBodySize + sizes.responseHeadersSize;
      requests += 1;
      if (request.resourceType() !== "script") return;
      script += sizes.responseBodySize;
      scripts.push(new URL(request.url()).pathname.split("/").pop());
    }));
  });
  await page.goto(url + address, { waitUntil: "networkidle" });
  await Promise.all(waiting);
  await context.close();
  return { bytes, requests, script, scripts };
}

test("the skip link comes first and leads to the text", async () => {
  const { page, context } = await open(pages.story, {});
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.match(target ?? "", /^#/);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), target);
  await context.close();
});
