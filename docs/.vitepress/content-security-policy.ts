/** Puts a Content-Security-Policy into every page of a built site: it runs its own scripts and asks no other host. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";

/** The playground's pages for its frame have stricter policies. */
const FRAMES = /(?:^|[/\\])play[/\\]/;

/** Adds the policy to the pages of a site whose scripts are in their last form. */
export function addPolicies(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".html") || FRAMES.test(file)) continue;
    const place = path.join(folder, file);
    const html = withoutEvaluation(readFileSync(place, "utf8"));
    // Before the first script, for a policy holds for what comes after it; but the encoding must be among the first bytes.
    const encoding = '<meta charset="utf-8">';
    const policy = `<meta http-equiv="Content-Security-Policy" content="${policyOf(html)}">`;
    writeFileSync(place, html.replace(encoding, "").replace("<head>", `<head>${encoding}${policy}`));
  }
}

/** How a page of VitePress makes the functions of its configuration from their text, which a policy forbids. */
const EVALUATION = "new Function(`return ${r.slice(7)}`)()";

/** The page with the functions of its configuration as code. */
function withoutEvaluation(html: string): string {
  return html.replace(
    /(<script>)(window\.__VP_HASH_MAP__=[^]*?)(?=<\/script>)/,
    (_, tag: string, code: string) => {
      if (!code.includes(EVALUATION)) return tag + code;
      const window: Record<string, unknown> = {};
      runInNewContext(code, { window, __docsBase: "/" });
      const functions = functionsIn(window["__VP_SITE_DATA__"]).map(
        (text) => `${JSON.stringify(text)}:${text}`,
      );
      const table = `({${functions.join(",")}})[r.slice(7)]`.replaceAll("</", "<\\/");
      return tag + code.replace(EVALUATION, () => table);
    },
  );
}

/** The texts of all functions in the data. */
function functionsIn(data: unknown): readonly string[] {
  if (typeof data === "function") return [String(data)];
  return typeof data === "object" && data !== null ? Object.values(data).flatMap(functionsIn) : [];
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
