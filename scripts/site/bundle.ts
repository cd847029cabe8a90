/** Bundles what the playground loads besides its page: TypeScript with all declarations, the runner, and its frame. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = path.join(root, "docs/public/play");
const generated = path.join(root, "docs/.vitepress/generated");

/** The declarations that a program of the playground can name, by the path that the worker gives them. */
function declarations(): Record<string, string> {
  const files: Record<string, string> = {};
  const libraries = path.dirname(ts.sys.getExecutingFilePath());
  const add = (name: string): void => {
    if (files[`/${name}`] !== undefined) return;
    const text = readFileSync(path.join(libraries, name), "utf8");
    files[`/${name}`] = withoutComments(text);
    for (const [, other = ""] of text.matchAll(/<reference lib="([^"]+)"/g)) {
      if (!other.endsWith(".intl")) add(`lib.${other}.d.ts`); // nor about the world's languages
    }
  };
  for (const name of ["es2023", "esnext.disposable", "decorators", "decorators.legacy"])
    add(`lib.${name}.d.ts`);
  // Of the package, what its entry points lead to.
  const dist = path.join(root, "dist");
  const follow = (file: string): void => {
    const name = `/fd-reservation/${file}`;
    if (files[name] !== undefined) return;
    const text = readFileSync(path.join(dist, file), "utf8");
    files[name] = text;
    for (const [, other = ""] of text.matchAll(/(?:from |import\()"(\.[^"]+)\.js"/g)) {
      follow(`${path.posix.join(path.posix.dirname(file), other)}.d.ts`);
    }
  };
  for (const entry of ["", "kernel/", "designs/", "explore/", "ownership/"]) follow(`${entry}index.d.ts`);
  return files;
}

/** A library's declarations alone: its comments are two thirds of it, and a scenario is about other things. */
function withoutComments(text: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  let kept = "";
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const token = scanner.getTokenText();
    const isComment =
      kind === ts.SyntaxKind.MultiLineCommentTrivia ||
      (kind === ts.SyntaxKind.SingleLineCommentTrivia && !token.startsWith("///"));
    if (!isComment) kept += token;
  }
  return kept.replace(/\n\s*\n/g, "\n");
}

/** What the compiler asks of Node and does not need in a browser. */
const withoutNode: Plugin = {
  name: "without-node",
  setup(build) {
    const filter =
      /^(?:node:)?(?:fs|path|os|crypto|inspector|module|perf_hooks|util|buffer|url)$|^source-map-support$/;
    build.onResolve({ filter }, ({ path: name }) => ({ path: name, namespace: "empty" }));
    build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "module.exports = {};" }));
    build.onResolve({ filter: /^virtual:declarations$/ }, ({ path: name }) => ({
      path: name,
      namespace: "declarations",
    }));
    build.onLoad({ filter: /.*/, namespace: "declarations" }, () => ({
      contents: JSON.stringify(declarations()),
      loader: "json",
    }));
  },
};

/** Parts of the compiler's file that serve editors on a disk; nothing that the playground calls leads there. */
const UNUSED = /^src\/(?:server|typingsInstallerCore)\//;

/** The compiler without them: its one file tells by comments which source a part came from. */
const withoutServer: Plugin = {
  name: "without-server",
  setup(build) {
    build.onLoad({ filter: /[/\\]typescript[/\\]lib[/\\]typescript\.js$/ }, ({ path: file }) => {
      const parts = readFileSync(file, "utf8").split(/^(?=\/\/ src\/\S+\.ts$)/m);
      const kept = parts.filter((part) => !UNUSED.test(part.slice("// ".length)));
      if (kept.length === parts.length)
        throw new Error(`${file} has no parts that are marked as the server's`);
      return { contents: kept.join(""), loader: "js" };
    });
  },
};

/** A script and all that it imports, as one text. */
async function script(entry: string, footer = ""): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, entry)],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    plugins: [withoutNode, withoutServer],
    // Steps and guards leave out stack frames of the package's own code: this is where that code says it is.
    define: {
      "import.meta.url": '"https://package.invalid/dist/runner.js"',
      "process.env.NODE_ENV": '"production"',
    },
    footer: { js: footer },
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}

/** The sandbox's frame: a page that runs its own script and workers made of blobs, and reaches nothing else. */
function framePage(code: string): string {
  const hash = createHash("sha256").update(code).digest("base64");
  const policy = `default-src 'none'; script-src 'sha256-${hash}' 'unsafe-eval' blob:; worker-src blob:`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Runs programs</title></head><body><script>${code}</script></body></html>
`;
}

/** Writes a file whose name changes with its text; gives its address below the site's home. */
function write(name: string, ending: string, text: string): string {
  const file = `${name}.${createHash("sha256").update(text).digest("hex").slice(0, 10)}.${ending}`;
  writeFileSync(path.join(out, file), text);
  return `play/${file}`;
}

/** Writes all of them; gives their addresses below the site's home. */
export async function writeBundles(): Promise<string[]> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  mkdirSync(generated, { recursive: true });
  const files = {
    language: write("language", "js", await script("docs/.vitepress/play/language.worker.ts")),
    runner: write(
      "runner",
      "js",
      await script("docs/.vitepress/play/runner.ts", "//# sourceURL=https://package.invalid/dist/runner.js"),
    ),
    frame: write("frame", "html", framePage((await script("docs/.vitepress/play/frame.ts")).trim())),
  };
  writeFileSync(path.join(generated, "play.json"), JSON.stringify(files));
  return Object.values(files);
}
