/** Puts a Content-Security-Policy into every page of a built site: it runs its own scripts and asks no other host. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The playground's pages for its frame have stricter policies. */
const FRAMES = /(?:^|[/\\])play[/\\]/;

/** Adds the policy to the pages of a site whose scripts are in their last form. */
export function addPolicies(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".html") || FRAMES.test(file)) continue;
    const place = path.join(folder, file);
    const html = readFileSync(place, "utf8");
    // Before the first script, for a policy holds for what comes after it; but the encoding must be among the first bytes.
    const encoding = '<meta charset="utf-8">';
    const policy = `<meta http-equiv="Content-Security-Policy" content="${policyOf(html)}">`;
    writeFileSync(place, html.replace(encoding, "").replace("<head>", `<head>${encoding}${policy}`));
  }
}

/** The policy of a page. Pages come one after the other into the first one's place, with their own links and styles. */
function policyOf(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([^]*?)<\/script>/g)].map(
    ([, code = ""]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`,
  );
  const sources = {
    "default-src": "'self'",
    "script-src": ["'self'", ...new Set(scripts)].join(" "),
    // Colours of code, and what the editor and the viewer measure, stand in attributes.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    // The playground's frame and whatever it is led to.
    "frame-src": "'self'",
    "object-src": "'none'",
    "form-action": "'none'",
    "base-uri": html.includes("<noscript><h1>There is no such page") ? "'self'" : "'none'",
  };
  return Object.entries(sources)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
