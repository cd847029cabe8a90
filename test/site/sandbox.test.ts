/** Programs that try to get out of the sandbox. Each way out is shown to be one where there is no sandbox. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { encodeState } from "../../docs/.vitepress/play/state.js";
import { waitForMark, watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
import { frameOf, openPlayground, run, verdict, write } from "./playground.js";
import { site } from "./served-site.js";
import { setTrap, type Trap } from "./trap.js";

/** The ways to the network, each to a path of its own name. */
const NETWORK: Readonly<Record<string, string>> = {
  fetch: "fetch(at)",
  "fetch-no-cors": "fetch(at, { mode: 'no-cors', method: 'POST', body: 'secret' })",
  xhr: "(() => { const x = new XMLHttpRequest(); x.open('GET', at, false); x.send(); })()",
  scripts: "importScripts(at)",
  module: "(0, eval)('import(' + JSON.stringify(at) + ')')",
  websocket:
    "new Promise((yes, no) => { const s = new WebSocket(at.replace('http', 'ws')); s.onopen = yes; s.onerror = no; })",
  eventsource: "new Promise((yes, no) => { const s = new EventSource(at); s.onopen = yes; s.onerror = no; })",
  worker: "new Promise((yes, no) => { const w = new Worker(at); w.onmessage = yes; w.onerror = no; })",
  "blob-worker":
    "new Promise((yes, no) => { const w = new Worker(URL.createObjectURL(new Blob(['fetch(' + JSON.stringify(at) + ').then(() => postMessage(1), () => postMessage(0))']))); w.onmessage = (e) => e.data ? yes() : no('refused'); w.onerror = no; })",
  function: "Function('at', 'return fetch(at)')(at)",
  constructor: "(async () => {}).constructor('at', 'await fetch(at)')(at)",
};

/** Ways to what the page and the browser keep; each gives true when it is there. */
const REACH: Readonly<Record<string, string>> = {
  document: "typeof document !== 'undefined'",
  parent: "typeof parent !== 'undefined' || typeof top !== 'undefined' || typeof opener !== 'undefined'",
  popup: "typeof open !== 'undefined' || typeof alert !== 'undefined'",
  origin: "self.origin !== 'null'",
  "local storage": "typeof localStorage !== 'undefined' || typeof sessionStorage !== 'undefined'",
  cookies: "typeof cookieStore !== 'undefined' && cookieStore.set('leak', '1').then(() => true)",
  indexedDB:
    "new Promise((yes, no) => { const r = indexedDB.open('leak'); r.onsuccess = () => yes(true); r.onerror = no; })",
  caches: "caches.open('leak').then(() => true)",
  files: "navigator.storage.getDirectory().then(() => true)",
  locks: "navigator.locks.request('leak', () => true)",
  "service worker": "navigator.serviceWorker.register('x.js').then(() => true)",
};

/** Code for a worker that makes every attempt and posts what came of each, when all have an outcome. */
function attempts(trap: string): string {
  const network = Object.entries(NETWORK).map(([name, code]) => [
    name,
    `{ const at = "${trap}/${name}"; return ${code}; }`,
  ]);
  const reach = Object.entries(REACH).map(([name, code]) => [name, `{ return ${code}; }`]);
  return `const told = {};
const attempts = [];
const attempt = (name, make) => {
  attempts.push((async () => make())().then(
    (value) => { told[name] = value === false ? "refused" : "got out"; },
    () => { told[name] = "refused"; },
  ));
};
${[...network, ...reach].map(([name, code]) => `attempt("${name}", () => ${code});`).join("\n")}
new BroadcastChannel("leak").postMessage("heard");
Promise.all(attempts).then(() => postMessage(told));
`;
}

/** Runs it in a worker of a page or of a frame. */
function told(place: Pick<Page, "evaluate">, code: string): Promise<Record<string, string>> {
  return place.evaluate(
    (text) =>
      new Promise<Record<string, string>>((resolve) => {
        const worker = new Worker(URL.createObjectURL(new Blob([text])));
        worker.onmessage = ({ data }: MessageEvent<Record<string, string>>) => resolve(data);
      }),
    code,
  );
}

describe("the sandbox", inBrowser, () => {
  let browser: Browser;
  let trap: Trap;
  beforeAll(async () => {
    browser = await startBrowser();
    trap = await setTrap();
  });
  beforeEach(() => void trap.caught.splice(0));
  afterAll(async () => {
    trap.close();
    await browser.close();
  });

  test("control: without a sandbox, every way to the network leads there", async () => {
    const { page } = await watchPage(browser, trap.address);
    await page.goto(`${trap.address}/page`);
    const came = await told(page, attempts(trap.address));
    for (const name of Object.keys(NETWORK)) expect(trap.caught, name).toContain(`/${name}`);
    for (const name of ["indexedDB", "caches", "files", "locks", "cookies"]) {
      if (name === "cookies" && came[name] === "refused") continue; // not in this version's workers
      expect(came[name], name).toBe("got out");
    }
    await page.context().close();
  });

  test("a program reaches neither network nor storage nor page", async () => {
    const { page } = await watchPage(browser, site);
    await page.goto(`${site}playground.html`);
    await waitForMark(page, "play-ready");
    await page.evaluate(() => {
      const channel = new BroadcastChannel("leak");
      channel.onmessage = () => document.documentElement.setAttribute("data-leak", "heard");
    });
    const before = await page.context().storageState({ indexedDB: true });
    // A program runs in a worker of the frame, as this one does.
    const came = await told(frameOf(page), attempts(trap.address));
    expect(Object.keys(came).sort()).toEqual([...Object.keys(NETWORK), ...Object.keys(REACH)].sort());
    expect(Object.entries(came).filter(([, outcome]) => outcome === "got out")).toEqual([]);
    // And what it can do at once, from a program itself.
    await write(
      page,
      `// @ts-nocheck
for (const at of ["xhr", "scripts"].map((name) => "${trap.address}/" + name)) {
  try { const x = new XMLHttpRequest(); x.open("GET", at, false); x.send(); console.log("got out"); } catch { console.log("refused"); }
  try { importScripts(at); console.log("got out"); } catch { console.log("refused"); }
}
console.log(typeof document, typeof parent, self.origin);
export {};`,
    );
    await run(page);
    expect(await page.locator(".output code").allInnerTexts()).toEqual([
      ...Array.from({ length: 4 }, () => "refused"),
      "undefined undefined null",
    ]);
    expect(trap.caught).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.hasAttribute("data-leak"))).toBe(false);
    expect(await page.context().storageState({ indexedDB: true })).toEqual(before);
    await page.context().close();
  });

  test("its frame reaches neither network nor storage nor page, opens nothing and leads nowhere", async () => {
    const { page } = await watchPage(browser, site);
    await page.goto(`${site}playground.html`);
    await waitForMark(page, "play-ready");
    const frame = frameOf(page);
    const got = await frame.evaluate(async (at) => {
      const got: string[] = [];
      const attempt = async (name: string, make: () => unknown): Promise<void> => {
        try {
          if ((await make()) !== false) got.push(name);
        } catch {
          // Refused.
        }
      };
      await attempt("fetch", () => fetch(`${at}/fetch`));
      await attempt("beacon", () => navigator.sendBeacon(`${at}/beacon`) && false); // queued first, refused later
      await attempt("parent", () => parent.document.body);
      await attempt("top", () => {
        top!.location.href = `${at}/top`;
      });
      await attempt("popup", () => open(`${at}/popup`) !== null);
      await attempt("storage", () => localStorage.length >= 0);
      await attempt("cookie", () => (document.cookie = "leak=1"));
      await attempt("origin", () => origin !== "null");
      for (const [tag, attribute] of [
        ["img", "src"],
        ["iframe", "src"],
        ["script", "src"],
        ["video", "src"],
        ["embed", "src"],
        ["object", "data"],
      ] as const) {
        const element = document.createElement(tag);
        element.setAttribute(attribute, `${at}/${tag}`);
        document.body.append(element);
      }
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${at}/link` });
      const anchor = Object.assign(document.createElement("a"), { target: "_top", href: `${at}/anchor` });
      const form = Object.assign(document.createElement("form"), { action: `${at}/form`, target: "_blank" });
      document.body.append(link, anchor, form);
      anchor.click();
      form.submit();
      await new Promise((resolve) => setTimeout(resolve, 800));
      return got;
    }, trap.address);
    expect(got).toEqual([]);
    expect(trap.caught).toEqual([]);
    expect(page.url()).toBe(`${site}playground.html`);
    expect(page.context().pages()).toHaveLength(1);
    await page.context().close();
  });

  test("its frame cannot be led anywhere: neither by script, link, form nor refresh", async () => {
    for (const [name, lead] of Object.entries({
      script: (at: string) => location.assign(at),
      link: (at: string) => {
        const anchor = Object.assign(document.createElement("a"), { href: at });
        document.body.append(anchor);
        anchor.click();
      },
      form: (at: string) => {
        const form = Object.assign(document.createElement("form"), { action: at });
        document.body.append(form);
        form.submit();
      },
      refresh: (at: string) => {
        const meta = document.createElement("meta");
        meta.httpEquiv = "refresh";
        meta.content = `0; url=${at}`;
        document.head.append(meta);
      },
    })) {
      const { page } = await watchPage(browser, site);
      await page.goto(`${site}playground.html`);
      await waitForMark(page, "play-ready");
      const blocked = page.waitForEvent("console", (message) =>
        /Content Security Policy|form/i.test(message.text()),
      );
      await frameOf(page)
        .evaluate(lead, `${trap.address}/${name}`)
        .catch(() => undefined);
      await blocked;
      expect(trap.caught, name).toEqual([]);
      await page.context().close();
    }
  });

  test("control: every page has a policy that keeps scripts and frames of others out", async () => {
    const { page } = await watchPage(browser, site);
    await page.goto(site);
    const refused = await page.evaluate(async (at) => {
      const violated: string[] = [];
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
        violated.push(effectiveDirective),
      );
      const inline = Object.assign(document.createElement("script"), { textContent: "window.evil = 1" });
      const other = Object.assign(document.createElement("script"), { src: `${at}/script` });
      const frame = Object.assign(document.createElement("iframe"), { src: `${at}/page` });
      document.body.append(inline, other, frame);
      await fetch(`${at}/fetch`).catch(() => undefined);
      while (violated.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
      return violated.sort();
    }, trap.address);
    expect(refused).toEqual(["connect-src", "frame-src", "script-src-elem", "script-src-elem"]);
    expect(trap.caught).toEqual([]);
    await page.context().close();
  });

  test("a program from a link does not run before the click", async () => {
    const { page } = await openPlayground(
      browser,
      `#${await encodeState({ source: 'throw new Error("it ran");' })}`,
    );
    await page.waitForTimeout(500);
    expect(await verdict(page)).toBe("Nothing has run yet.");
    expect(page.workers()).toHaveLength(1); // the compiler's
    await run(page);
    expect(await verdict(page)).toContain("it ran");
    await page.context().close();
  });
});
