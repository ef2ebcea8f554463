// A browser that notices whatever outside text could do on a page: run, ask somebody else, or leave an element or an
// attribute that might.

import assert from "node:assert/strict";

/** Opens pages of the paper and gives what was wrong with each, as sentences. */
export async function witness(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  let faults = [];
  const say = (what) => faults.push(what);
  await context.exposeFunction("canary", (what) => say(`a script ran: ${what}`));
  await context.exposeFunction("violated", (what) => say(`the content policy was needed: ${what}`));
  await context.addInitScript(() =>
    addEventListener("securitypolicyviolation", (e) => globalThis.violated(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`)),
  );
  await context.route(
    (asked) => asked.origin !== url && asked.protocol !== "data:",
    (route) => {
      say(`asked for ${route.request().url()}`);
      return route.abort();
    },
  );
  context.on("dialog", (dialog) => {
    say(`a dialog opened: ${dialog.message()}`);
    return dialog.dismiss();
  });
  const page = await context.newPage();
  context.on("page", (opened) => say(`a window opened: ${opened.url()}`));
  page.on("console", (m) => m.type() === "error" && !/status of 4\d\d/.test(m.text()) && say(`the console says ${m.text()}`));
  page.on("pageerror", (error) => say(`an error: ${error}`));
  page.on("crash", () => say("the page crashed"));
  return {
    page,
    /** Looks at one address. `more` is asked of the page too. */
    async look(address, statuses = [200]) {
      faults = [];
      const answer = await page.goto(url + address, { waitUntil: "load", timeout: 20_000 });
      assert.ok(statuses.includes(answer.status()), `${address} answers ${answer.status()}`);
      const left = await page.evaluate(inDocument, url);
      assert.equal(new URL(page.url()).origin, url, `${address} led away`);
      assert.deepEqual({ address, faults: [...faults, ...left] }, { address, faults: [] });
    },
    /** Looks at HTML that others would show, such as a feed's, without running it. */
    async read(html) {
      return page.evaluate(
        ([html, check, url]) => {
          const parsed = new DOMParser().parseFromString(html, "text/html");
          return new Function("url", "root", "isPart", `return (${check})(url, root, isPart)`)(url, parsed, true);
        },
        [html, inDocument.toString(), url],
      );
    },
    close: () => context.close(),
  };
}

/** What stands in a document that no text from outside may put there. Runs in the page. */
function inDocument(url, root = document, isPart = false) {
  const faults = [];
  const say = (element, what) => faults.push(`${what}: ${element.outerHTML.slice(0, 300)}`);
  const addresses = ["href", "src", "srcset", "action", "formaction", "data", "poster", "background", "ping", "xlink:href", "manifest", "cite", "code"];
  const never = "base, object, embed, applet, marquee, math, portal, frame, frameset, noembed, plaintext, meta[http-equiv], [style], style, svg script, svg use, svg animate, foreignObject, [autofocus], [contenteditable]";
  for (const element of root.querySelectorAll(never)) {
    if (element.closest("[data-own]") === null) say(element, "an element that no page has");
  }
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) say(element, `an attribute that runs, ${name}`);
      if (!addresses.includes(name.toLowerCase())) continue;
      for (const part of name === "srcset" ? value.split(/,\s+/) : [value]) {
        const address = URL.parse(part.trim().split(/\s+/)[0], url);
        if (!address || !["http:", "https:", "mailto:", "tel:"].includes(address.protocol)) say(element, `an address that runs, ${name}`);
        const led = element.matches("a[href], link:not([rel~=stylesheet], [rel~=preload], [rel~=icon], [rel~=manifest]), blockquote, q");
        if (!led && address?.origin !== url && !isPart) say(element, `somebody else's file, ${name}`);
      }
    }
  }
  for (const script of root.querySelectorAll("script")) {
    if (isPart) say(script, "a script");
    else if (script.type === "application/ld+json") JSON.parse(script.text);
    else if (!script.src.startsWith(`${url}/static/`)) say(script, "a script that is not the theme's");
  }
  if (!isPart && root.head.querySelectorAll("title").length !== 1) faults.push("there is not one title");
  if (!isPart && root.querySelectorAll("main").length !== 1) faults.push("there is not one main");
  return faults;
}
