/** Puts a Content-Security-Policy into every page of a built site: it runs its own scripts and asks no other host. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { NO_SUCH_PAGE, VARIABLE } from "./relative-base.js";

/** The playground's pages for its frame have stricter policies. */
const FRAMES = /(?:^|[/\\])play[/\\]/;

/** Adds the policy to the pages of a site whose scripts are in their last form. */
export function addPolicies(folder: string): void {
  const evaluated = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".html") || FRAMES.test(file)) continue;
    const place = path.join(folder, file);
    const html = withoutEvaluation(readFileSync(place, "utf8"), evaluated);
    // Before the first script, for a policy holds for what comes after it; but the encoding must be among the first bytes.
    const encoding = '<meta charset="utf-8">';
    const policy = `<meta http-equiv="Content-Security-Policy" content="${policyOf(html)}">`;
    writeFileSync(place, html.replace(encoding, "").replace("<head>", `<head>${encoding}${policy}`));
  }
}

/** How a page of VitePress makes the functions of its configuration from their text, which a policy forbids. */
const EVALUATION = "new Function(`return ${r.slice(7)}`)()";

/**
 * The page with the functions of its configuration as code.
 *
 * @param evaluated - What was made of the scripts of other pages.
 */
function withoutEvaluation(html: string, evaluated: Map<string, string>): string {
  return html.replace(
    /(<script>)(window\.__VP_HASH_MAP__=[^]*?)(?=<\/script>)/,
    (_, tag: string, code: string) => {
      const found = evaluated.get(code) ?? withFunctions(code);
      evaluated.set(code, found);
      return tag + found;
    },
  );
}

/** The script of a configuration, which most pages have in common, with its functions as code. */
function withFunctions(code: string): string {
  if (!code.includes(EVALUATION)) return code;
  const window: Record<string, unknown> = {};
  runInNewContext(code, { window, [VARIABLE]: "/" });
  const functions = functionsIn(window["__VP_SITE_DATA__"]).map((text) => `${JSON.stringify(text)}:${text}`);
  const table = `({${functions.join(",")}})[r.slice(7)]`.replaceAll("</", "<\\/");
  return code.replace(EVALUATION, () => table);
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
    "base-uri": html.includes(NO_SUCH_PAGE) ? "'self'" : "'none'",
  };
  return Object.entries(sources)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
