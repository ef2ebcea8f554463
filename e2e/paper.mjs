// The paper under test: the demo newspaper, taken in and served by the real program on a free port,
// and a browser to read it with.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run these tests with: cargo xtask test`);
  return value;
};

/** Makes the demo newspaper in a folder of its own and serves it. `change` is given the configuration and the demo's
    folder, and gives another configuration. AVIF is made where a test asks for it: it takes a processor for a minute,
    and changes pages while they are looked at. */
export async function openPaper(change = (configuration) => configuration, { avif = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "dateline-e2e-"));
  const demo = join(folder, "demo");
  const made = spawnSync(need("DATELINE_XTASK"), ["demo", "--no-serve", "--binary", need("DATELINE_BIN"), "--folder", demo], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`The demo could not be made:\n${made.stdout}\n${made.stderr}`);
  const file = join(demo, "dateline.toml");
  writeFileSync(file, `${change(readFileSync(file, "utf8"), demo)}\n[pictures]\navif = ${avif}\n`);
  const server = spawn(
    need("DATELINE_BIN"),
    ["serve", "--config", file, "--listen", "127.0.0.1:0"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let log = "";
  server.stderr.setEncoding("utf8");
  server.stderr.on("data", (text) => {
    log += text;
    process.stderr.write(text);
  });
  const url = await address(server);
  return {
    url,
    demo,
    /** What the server has said to the operator. */
    log: () => log,
    /** The most memory that the server has ever had, in MiB. */
    peak: () => Number(readFileSync(`/proc/${server.pid}/status`, "utf8").match(/VmHWM:\s*(\d+) kB/)[1]) / 1024,
    /** Whether it is still there. */
    lives: () => server.exitCode === null && server.signalCode === null,
    /** The watched folder of a source. */
    wire: (source) => join(demo, "wire", source),
    /** Runs a command on it, and gives what it prints. */
    run(...command) {
      const ran = spawnSync(need("DATELINE_BIN"), [...command, "--config", file], { encoding: "utf8" });
      if (ran.status !== 0) throw new Error(`${command.join(" ")}: ${ran.stderr}`);
      return ran.stdout;
    },
    async close() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address that the server says it serves at. */
function address(server) {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.setEncoding("utf8");
    server.stdout.on("data", (text) => {
      said += text;
      const found = said.match(/http:\/\/[0-9.:]+/);
      if (found) resolve(found[0]);
    });
    server.once("exit", (code) => reject(new Error(`The server ended at once with code ${code}.\n${said}`)));
  });
}

export const openBrowser = () =>
  chromium.launch({
    executablePath: need("DATELINE_CHROMIUM"),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** One address of every page type, found by following links as a reader would. */
export async function pageTypes(url) {
  const front = await (await fetch(url)).text();
  const story = front.match(/href="(\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+)"/)?.[1];
  if (!story) throw new Error("The front shows no story.");
  const text = await (await fetch(url + story)).text();
  const first = (pattern) => text.match(pattern)?.[1] ?? front.match(pattern)?.[1];
  const comments = await (await fetch(`${url}/comments`)).text();
  const [, commented, comment] = comments.match(/href="(\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+)\/comments\/(\d+)"/) ?? [];
  if (!commented) throw new Error("Nobody has commented on anything.");
  const form = await (await fetch(`${url}${commented}/comments/new`)).text();
  const quoting = await quotingStory(url, front);
  return {
    front: "/",
    section: first(/href="(\/world)"/) ?? first(/<nav[^]*?href="(\/[a-z-]+)"/),
    agency: first(/href="(\/agency\/[a-z0-9-]+)"/),
    topic: first(/href="(\/topic\/[a-z0-9-]+)"/),
    author: first(/href="(\/author\/[a-z0-9-]+)"/),
    story,
    person: quoting.person,
    "quoting story": quoting.address,
    archive: "/archive",
    day: story.slice(0, 11),
    search: "/search?q=harbour",
    "search without results": "/search?q=zzzzqqqq",
    corrections: "/corrections",
    "not found": "/no-such-page",
    "recent comments": "/comments",
    "commented story": commented,
    comments: `${commented}/comments`,
    "comment form": `${commented}/comments/new`,
    "answer form": `${commented}/comments/new?reply=${comment}`,
    "own comments": `${commented}/comments/mine`,
    // Where the paper sends mail.
    ...(form.includes('href="/comments/sign-in') && { "sign-in": "/comments/sign-in" }),
  };
}

/** A story of the front that quotes somebody, and the page of that person. */
async function quotingStory(url, front) {
  const stories = new Set([...front.matchAll(/href="(\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+)"/g)].map((found) => found[1]));
  for (const address of stories) {
    const text = await (await fetch(url + address)).text();
    const person = text.match(/href="(\/person\/[a-z0-9-]+)"/)?.[1];
    if (person) return { address, person };
  }
  throw new Error("No story of the front quotes anybody.");
}

/** Counts how much moves on a page, from its next navigation on. */
export const watchShift = (page) =>
  page.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });

export const shiftOf = (page) => page.evaluate(() => globalThis.shift);

/** A configuration in which the paper sends mail, to nobody who listens. */
export const withMail = (text) => `${text}\n[mail]\nsmtp = "127.0.0.1"\nport = 9\ntls = "none"\nfrom = "post@courier.example"\n`;

/** Asks again until `check` is true, for what happens soon but not at once. */
export async function eventually(what, check, seconds = 10) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Not within ${seconds} s: ${what}`);
}
