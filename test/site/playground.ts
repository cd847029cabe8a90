/** The playground as tests use it: open it, write a program, run it, read what it came to. */
import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Frame, Page } from "playwright-core";
import { encodeState, type PlayState } from "../../docs/.vitepress/play/state.js";
import { waitForMark, watchPage, type WatchedPage } from "./chromium.js";
import { site } from "./served-site.js";

/** Opens it in a page of its own, and waits until it can run programs. */
export async function openPlayground(
  browser: Browser,
  hash = "",
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const permissions = ["clipboard-read", "clipboard-write"];
  const watched = await watchPage(browser, site, { permissions, ...options });
  await watched.page.goto(`${site}playground.html${hash}`);
  await waitForMark(watched.page, "play-ready");
  return watched;
}

/** Opens a state in a page that is open, as a link does. */
export async function open(page: Page, state: PlayState | string): Promise<void> {
  const hash = typeof state === "string" ? state : `#${await encodeState(state)}`;
  await page.evaluate((to) => {
    performance.clearMarks("play-opened");
    // A link to where the page is changes nothing.
    if (location.hash === to) dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = to;
  }, hash);
  await waitForMark(page, "play-opened");
}

/** The program: all of it, for the editor draws only what is in sight. */
export async function program(page: Page): Promise<string> {
  const button = page.getByRole("button", { name: "Download" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await download.path(), "utf8");
}

/** Replaces the program by typing; a paste, for brackets would close themselves. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** What the page's own limit is from now on: 200 ms for what is hostile, long for what must end on a busy machine. */
export async function setLimit(page: Page, seconds: 0.2 | 60): Promise<void> {
  const select = page.getByLabel("Stop after");
  await select.evaluate((element: HTMLSelectElement) => {
    if ([...element.options].some(({ value }) => value === "0.2")) return;
    element.add(new Option("200 ms", "0.2"));
  });
  await select.selectOption(String(seconds));
}

/** Runs the program, and stops it only when it does not end on a busy machine either. */
export async function run(page: Page): Promise<void> {
  await page.getByLabel("Stop after").selectOption("60");
  await pressRun(page);
}

/** Presses Run, and waits for the end of the run. */
export function pressRun(page: Page): Promise<void> {
  return untilRun(page, () => beginRun(page));
}

/** Presses Run alone; see {@link untilRun}. */
export function beginRun(page: Page): Promise<void> {
  return page.getByRole("button", { name: "▶ Run", exact: true }).click();
}

/** Begins a run in some way, and waits for its end. */
export async function untilRun(page: Page, begin: () => Promise<void>): Promise<void> {
  await page.evaluate(() => performance.clearMarks("play-run"));
  await begin();
  await waitForMark(page, "play-run");
}

/** The sandbox's frame. */
export function frameOf(page: Page): Frame {
  const frame = page.frames().find((candidate) => candidate !== page.mainFrame());
  if (frame === undefined) throw new Error("the sandbox has no frame");
  return frame;
}

/** The sentence that says what the run came to. */
export function verdict(page: Page): Promise<string> {
  return page.locator("#verdict").innerText();
}

/** The verdict of each scenario on each kernel. */
export async function verdicts(page: Page): Promise<(string | null)[]> {
  const rows = await page.locator(".play-verdict li").all();
  return Promise.all(rows.map((row) => row.getAttribute("data-verdict")));
}

/** What is said of the program's problems. */
export function problems(page: Page): Promise<string> {
  return page.locator(".play-problems").innerText();
}

/** The text of the lines that are marked. */
export function marked(page: Page): Promise<string[]> {
  return page.locator(".cm-bug, .cm-step").allInnerTexts();
}
