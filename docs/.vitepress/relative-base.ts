/**
 * Makes a built site independent of where it stands: built with a base that is no address, then each page's links are
 * written relative to it, and scripts learn the base from the address of the page that loads them.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** The base to build with. */
export const ANY_BASE = "/__any_base__/";

/** What scripts know the real base by: a path with slashes at both ends. */
export const VARIABLE = "__docsBase";

/** What the page for addresses without a page has, for readers without scripts. */
export const NO_SUCH_PAGE = "<noscript><h1>There is no such page</h1></noscript>";

/** A file of every build, in the site's first folder. */
const MARK = "hashmap.json";

/** Rewrites the files of a site that was built with {@link ANY_BASE}. */
export function makeRelative(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const rewrite = { ".html": rewritePage, ".js": rewriteScript, ".css": rewriteStyle }[path.extname(file)];
    if (rewrite === undefined) continue;
    const place = path.join(folder, file);
    const text = readFileSync(place, "utf8");
    if (!text.includes(ANY_BASE)) continue;
    const up = "../".repeat(file.split(path.sep).length - 1) || "./";
    const rewritten = rewrite(text, up);
    writeFileSync(place, file === "404.html" ? withBaseFound(rewritten) : rewritten);
  }
}

function rewritePage(html: string, up: string): string {
  const known = `<script>${VARIABLE}=new URL(${JSON.stringify(up)},location.href).pathname</script>`;
  // A page that comes later is rendered into this one's place: what is kept must not be relative to this one.
  const settled = `<script>for(const e of document.querySelectorAll("[href^='.'],[src^='.'],[srcset^='.']"))for(const n of["href","src","srcset"])if(e.hasAttribute(n)){const u=new URL(e.getAttribute(n),location.href);e.setAttribute(n,u.pathname+u.search+u.hash)}</script>`;
  return html
    .replace(
      /(<script[^>]*>)([^<]*)(?=<\/script>)/g,
      (_, tag: string, code: string) => tag + rewriteScript(code),
    )
    .replaceAll(ANY_BASE, up)
    .replace("<head>", `<head>${known}`)
    .replace("</body>", `${settled}</body>`);
}

/**
 * The page for addresses without a page, which hosts give at any depth. It looks where the site begins: in the nearest
 * folder above with a file that every build has.
 */
function withBaseFound(html: string): string {
  const find = `<script>{const has=u=>{try{const r=new XMLHttpRequest;r.open("HEAD",u,false);r.send();return r.status===200}catch{return false}};let at=location.pathname;do{at=at.replace(/[^/]*\\/?$/,"")}while(at!=="/"&&!has(at+${JSON.stringify(MARK)}));if(at!==new URL("./",location.href).pathname)document.write('<base href="'+at.replace(/"/g,"%22")+'">');${VARIABLE}=at}</script>`;
  return html
    .replace(/<head><script>[^]*?<\/script>/, `<head>${find}`)
    .replace('<div id="app">', `${NO_SUCH_PAGE}$&`);
}

function rewriteStyle(css: string, up: string): string {
  return css.replaceAll(ANY_BASE, up);
}

/** Each literal with the base in it becomes an expression. */
function rewriteScript(code: string): string {
  if (!code.includes(ANY_BASE)) return code;
  const source = ts.createSourceFile("script.js", code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const changes: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    const text = code.slice(node.getStart(source), node.end);
    if (ts.isStringLiteral(node)) {
      if (!text.includes(ANY_BASE)) return;
      const quote = text.charAt(0);
      const parts = text.split(ANY_BASE).join(`${quote}+${VARIABLE}+${quote}`);
      changes.push({ start: node.getStart(source), end: node.end, text: `(${parts})` });
    } else if (
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      if (!text.includes(ANY_BASE)) return;
      changes.push({
        start: node.getStart(source),
        end: node.end,
        text: text.replaceAll(ANY_BASE, `\${${VARIABLE}}`),
      });
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return changes.reduceRight(
    (whole, { start, end, text }) => whole.slice(0, start) + text + whole.slice(end),
    code,
  );
}
