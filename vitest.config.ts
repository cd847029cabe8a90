/** How the tests run: everything by default; the fast ones are those that spawn no compilers, browsers and long searches. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { isFast, slow } from "./test/effort.js";
import { LongestFirst } from "./test/sequence.js";

// For what hangs only: how fast a machine is decides no result.
const timeouts = { testTimeout: 600_000, hookTimeout: 600_000 };
/** Where what came of each test is written as JSON, for programs. */
const report = process.env["REPORT"];
// `fd-reservation/...` is the sources, and Vite's own conditions stay.
const conditions = ["fd-reservation:source", "module", "node", "development|production"];
const resolve = { resolve: { conditions }, ssr: { resolve: { conditions } } };
// Where Node knows `using`, a test's own stays as it is written: that is how it runs for users of that Node.
const oxc = { target: "DisposableStack" in globalThis ? "esnext" : "es2022" };

/**
 * The sources and the examples are loaded as Node loads modules. Vitest's own loader makes each use of an import a call,
 * which the explorer's loops feel: they take up to seven times as long.
 */
export const natively = {
  execArgv: ["--conditions=fd-reservation:source", "--import", "tsx"],
  server: { deps: { external: [filesBelow("src"), filesBelow("examples")] } },
};

function filesBelow(folder: string): RegExp {
  const root = fileURLToPath(new URL(`${folder}/`, import.meta.url));
  return new RegExp(`^(file://)?${root.replace(/[^\w/]/g, "\\$&")}.*\\.ts$`);
}

/** How all tests find and read modules. */
export const loading = { ...resolve, oxc };

/** What replaces modules of the sources, which Vitest's loader alone can do. */
const replacing = ["test/facts.test.ts"];

/**
 * Files that leave nothing behind, and run in one process after the other: to load the sources takes longer than they do.
 * What counts calls (test/growth) is none of them: it slows down all that its process has loaded.
 */
const together = [
  "bench",
  "binding",
  "c",
  "ci",
  "designs",
  "docs",
  "examples",
  "explore",
  "kernel",
  "matrix",
  "mutations",
  "ownership",
  "play",
  "scripts",
  "table",
  "viewer",
].map((folder) => `test/${folder}/**/*.test.ts`);

/** Tests of the command share a process as well: it holds that of their commands (`runShared`). */
const commands = ["test/cli/**/*.test.ts"];

/** Tests of the package that is packed and installed share the tarball. They have a command of their own. */
const tarball = ["test/package/**/*.test.ts"];

export default defineConfig({
  test: {
    // Two cores: one file of tests besides the compilers and processes that tests start.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: "test/built/setup.ts",
    reporters: ["default", "./test/skipped.ts", ...(report === undefined ? [] : ["json"])],
    ...(report === undefined ? {} : { outputFile: { json: report } }),
    projects: [
      {
        ...loading,
        test: {
          ...timeouts,
          ...natively,
          name: "package",
          include: ["test/**/*.test.ts"],
          exclude: [
            "test/site/**",
            ...replacing,
            ...together,
            ...commands,
            ...tarball,
            ...(isFast ? slow : []),
          ],
        },
      },
      {
        ...loading,
        test: {
          ...timeouts,
          ...natively,
          name: "together",
          isolate: false,
          include: together,
          exclude: isFast ? slow : [],
        },
      },
      {
        ...loading,
        test: {
          ...timeouts,
          ...natively,
          name: "commands",
          isolate: false,
          include: commands,
          exclude: isFast ? slow : [],
        },
      },
      {
        ...loading,
        test: {
          ...timeouts,
          ...natively,
          name: "tarball",
          isolate: false,
          include: tarball,
          exclude: isFast ? slow : [],
        },
      },
      {
        ...loading,
        test: { ...timeouts, name: "replacing", include: replacing, exclude: isFast ? slow : [] },
      },
      // The site is built and served once for all of its tests, while others run.
      ...(isFast
        ? []
        : [
            {
              ...loading,
              test: {
                ...timeouts,
                name: "site",
                include: ["test/site/**/*.test.ts"],
                globalSetup: "test/site/setup.ts",
              },
            },
          ]),
    ],
  },
});
