/**
 * `node scripts/build.js [folder]`: builds the package into a folder, `dist` by default: the modules with their
 * declarations, the step viewer, and the libraries that the command line brings along.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { build } from "esbuild";

const root = path.dirname(import.meta.dirname);
const out = path.resolve(process.argv[2] ?? path.join(root, "dist"));

/** Runs the fast compiler, and ends with its exit code when that is not 0. */
function compile(...args) {
  const compiler = path.join(root, "node_modules/typescript-7/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, ...args], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** Removes what was built of sources that are no more: all that is in the folder is packed. */
function removeStale() {
  for (const file of readdirSync(out, { recursive: true, encoding: "utf8" })) {
    const [, name, ending] = /^(.*?)(\.js|\.d\.ts)$/.exec(file) ?? [];
    if (ending === undefined || file === VIEWER) continue;
    if (!existsSync(path.join(root, "src", `${name}.ts`))) rmSync(path.join(out, file));
  }
}

const VIEWER = path.join("viewer", "step-viewer.js");

async function bundleViewer() {
  await build({
    absWorkingDir: root,
    entryPoints: ["src/viewer/index.ts"],
    outfile: path.join(out, VIEWER),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
}

/** fdir would load a picomatch from wherever there is one, for what tinyglobby does not use. */
const withoutStrays = {
  name: "without-strays",
  setup({ onLoad }) {
    onLoad({ filter: /\/fdir\/dist\/index\.mjs$/ }, ({ path: file }) => {
      const text = readFileSync(file, "utf8");
      const contents = text.replace(
        /__require\.resolve\("picomatch"\);\s*pm = __require\("picomatch"\);/,
        "",
      );
      if (contents === text) throw new Error("fdir has changed: does it still load picomatch by itself?");
      return { contents };
    });
  },
};

/** Puts the libraries where vendor.ts stands, with their licences, so that an installed package needs no other. */
async function bundleLibraries() {
  const options = {
    absWorkingDir: root,
    entryPoints: ["src/cli/vendor.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    metafile: true,
    plugins: [withoutStrays],
    write: false,
    logLevel: "warning",
  };
  const { metafile } = await build(options);
  const folders = Object.keys(metafile.inputs).flatMap(
    (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.slice(1) ?? [],
  );
  const licences = [...new Set(folders)].sort().map((folder) => licenceOf(path.join(root, folder)));
  await build({
    ...options,
    outfile: path.join(out, "cli/vendor.js"),
    write: true,
    banner: {
      // CommonJS in the bundle asks for Node's own modules.
      js: [
        `/*\n${licences.join(`\n\n${"-".repeat(72)}\n\n`)}\n*/`,
        'import { createRequire as requireFrom } from "node:module";',
        "const require = requireFrom(import.meta.url);",
      ].join("\n"),
    },
  });
}

/** The licence of a library that is bundled: its name, and its text, which must go with every copy. */
function licenceOf(folder) {
  const { name, version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence text to pass on`);
  const text = readFileSync(path.join(folder, file), "utf8").trim().replaceAll("*/", "* /");
  return `${name} ${version}\n\n${text}`;
}

compile(
  "-p",
  "tsconfig.build.json",
  "--outDir",
  out,
  "--tsBuildInfoFile",
  path.join(out, "tsconfig.build.tsbuildinfo"),
);
compile("-p", "src/viewer");
removeStale();
await Promise.all([bundleViewer(), bundleLibraries()]);
chmodSync(path.join(out, "cli/main.js"), 0o755);
