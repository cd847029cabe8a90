/** Programs that try to get out of the sandbox. Each way out is shown to be one where there is no sandbox. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { waitForMark, watchPage } from "./chromium.js";
import { inBrowser, startBrowser } from "./in-browser.js";
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

/** A program that makes every attempt and reports when all have an outcome: it silences the runner's own report. */
function attempts(trap: string): string {
  const network = Object.entries(NETWORK).map(([name, code]) => [
    name,
    `{ const at = "${trap}/${name}"; return ${code}; }`,
  ]);
  const reach = Object.entries(REACH).map(([name, code]) => [name, `{ return ${code}; }`]);
  return `// @ts-nocheck
const post = self.postMessage.bind(self);
self.postMessage = () => {};
const told = {};
const attempts = [];
const attempt = (name, make) => {
  attempts.push((async () => make())().then(
    (value) => { told[name] = value === false ? "refused" : "got out"; },
    () => { told[name] = "refused"; },
  ));
};
${[...network, ...reach].map(([name, code]) => `attempt("${name}", () => ${code});`).join("\n")}
new BroadcastChannel("leak").postMessage("heard");
Promise.all(attempts).then(() => post({ number: 1, type: "failed", why: "told " + JSON.stringify(told) }));
export {};
`;
}

async function runProgram(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
  await page.getByLabel("Stop after").selectOption("60 s");
  await page.evaluate(() => performance.clearMarks("play-run"));
  await page.getByRole("button", { name: "Run" }).click();
  await waitForMark(page, "play-run");
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
    const code = attempts(trap.address).replace("export {};", "");
    const told = await page.evaluate(
      (text) =>
        new Promise<string>((resolve) => {
          const worker = new Worker(URL.createObjectURL(new Blob([text])));
          worker.onmessage = ({ data }: MessageEvent<{ why: string }>) => resolve(data.why);
        }),
      code,
    );
    for (const name of Object.keys(NETWORK)) expect(trap.caught, name).toContain(`/${name}`);
    for (const name of ["indexedDB", "caches", "files", "locks", "cookies"]) {
      if (name === "cookies" && told.includes('"cookies":"refused"')) continue; // not in this version's workers
      expect(told).toContain(`"${name}":"got out"`);
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
    await runProgram(page, attempts(trap.address));
    const alert = await page.getByRole("alert").innerText();
    const told = JSON.parse(/told (\{.*\})/.exec(alert)?.[1] ?? "null") as Record<string, string>;
    expect(Object.keys(told).sort()).toEqual([...Object.keys(NETWORK), ...Object.keys(REACH)].sort());
    expect(Object.entries(told).filter(([, outcome]) => outcome === "got out")).toEqual([]);
    expect(trap.caught).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.hasAttribute("data-leak"))).toBe(false);
    expect(await page.context().storageState({ indexedDB: true })).toEqual(before);
    await page.context().close();
  });

  test("its frame reaches neither network nor storage nor page, opens nothing and leads nowhere", async () => {
    const { page } = await watchPage(browser, site);
    await page.goto(`${site}playground.html`);
    await waitForMark(page, "play-ready");
    const frame = page.frames().find((candidate) => candidate !== page.mainFrame());
    if (frame === undefined) throw new Error("the sandbox has no frame");
    const told = await frame.evaluate(async (at) => {
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
    expect(told).toEqual([]);
    expect(trap.caught).toEqual([]);
    expect(page.url()).toBe(`${site}playground.html`);
    expect(page.context().pages()).toHaveLength(1);
    await page.context().close();
  });

  test("a program from a link does not run before the click", async () => {
    const writer = await watchPage(browser, site, { permissions: ["clipboard-read", "clipboard-write"] });
    await writer.page.goto(`${site}playground.html`);
    await waitForMark(writer.page, "play-ready");
    await writer.page.locator(".cm-content").focus();
    await writer.page.keyboard.press("Control+A");
    await writer.page.keyboard.insertText('throw new Error("it ran");');
    await writer.page.getByRole("button", { name: "Copy link" }).click();
    await writer.page.getByText("Link copied.").waitFor();
    const link = await writer.page.evaluate(() => navigator.clipboard.readText());
    const { page } = await watchPage(browser, site);
    await page.goto(link);
    await waitForMark(page, "play-ready");
    await page.waitForTimeout(500);
    expect(await page.getByText("Nothing has run yet.").isVisible()).toBe(true);
    expect(page.workers()).toHaveLength(1); // TypeScript's
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText("it ran").first().waitFor();
    await writer.page.context().close();
    await page.context().close();
  });

  test("a forged report is taken as text: its markup stays markup's text, and nonsense is refused", async () => {
    const { page, complaints } = await watchPage(browser, site);
    await page.goto(`${site}playground.html`);
    await waitForMark(page, "play-ready");
    const evil = '<img src=x onerror="document.documentElement.dataset.evil=1">"onmouseover="alert(1)';
    const table = {
      files: evil,
      count: evil,
      nextFd: evil,
      slots: [{ fd: 0, state: "open", value: 2, cloexec: true }],
    };
    const source = { file: evil, line: 1, column: 1 };
    const step = {
      task: evil,
      operation: evil,
      args: [evil],
      result: evil,
      tables: [table],
      source,
      failure: { code: evil, where: evil },
    };
    const trace = {
      scenario: evil,
      design: "table",
      tasks: [evil],
      before: [table],
      steps: [step],
      choices: evil,
      why: evil,
      violation: { kind: evil, message: `${evil} fd 0` },
    };
    const forge = (reports: unknown, number: number): string =>
      `// @ts-nocheck\nself.postMessage({ number: ${number}, type: "done", milliseconds: 1, reports: ${JSON.stringify(reports)} });\nself.postMessage = () => {};\nexport {};`;
    await runProgram(
      page,
      forge(
        [
          {
            scenario: evil,
            kernels: [{ design: evil, states: 1, coverage: evil, verdict: evil }],
            traces: [trace],
          },
        ],
        1,
      ),
    );
    expect(await page.locator("step-viewer .title").innerText()).toContain("<img src=x");
    expect(await page.locator("step-viewer img, .play img").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.dataset["evil"])).toBeUndefined();
    const nonsense = [
      5,
      [{}],
      [{ scenario: "x", kernels: 7, traces: [] }],
      [{ scenario: "x", kernels: [{ states: 1, verdict: "violated" }], traces: [7] }],
      [null],
    ];
    for (const [index, reports] of nonsense.entries()) {
      await runProgram(page, forge(reports, index + 2));
      expect(await page.getByRole("alert").innerText()).toContain("Not run to the end");
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
