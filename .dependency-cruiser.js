/** Which file may import which: the arrows of docs/design.md, the faces of folders, and the packages of each. */

/** What each folder of src may import besides itself; of the annotations (`types`), types only. */
const arrows = {
  kernel: {},
  ownership: {},
  binding: { code: ["kernel"], types: ["ownership"] },
  table: { code: ["kernel"], types: ["ownership"] },
  designs: { code: ["kernel", "binding"], types: ["ownership"] },
  explore: { code: ["kernel", "binding"] },
  c: { code: ["kernel", "binding", "designs", "explore"] },
  lint: { code: ["ownership"] },
  matrix: { code: ["explore", "ownership"] },
  viewer: { code: ["kernel", "explore"] },
  cli: { code: ["c", "explore", "matrix", "ownership"] },
};

/** What each folder beside src may import besides itself and src. */
const outside = {
  examples: [],
  conformance: [],
  scripts: ["bench", "examples", "test/tools"],
  bench: ["examples", "scripts", "test/site", "test/tools"],
  "docs/.vitepress": ["scripts"],
  test: ["bench", "conformance", "docs/.vitepress", "examples", "scripts"],
  templates: [],
  "types-tests": [],
};

/** Files whose types name each other, as the things themselves do. That none needs the other to run is checked apart. */
const nameEachOther = [
  "^src/kernel/", // the memory knows the kernel that it belongs to
  "^src/binding/", // a task makes tokens, and each token knows its task
  "^src/explore/", // what a search found is made of what its shards found
  "^src/c/(path|path-end|interpreter|effects|state)\\.ts$", // what runs on a path knows the path
  "^src/ownership/(contract|effects|results|bodies)\\.ts$", // a contract is read from the contracts of what a body calls
];

/** Matches what lies in folders; a name without its ending stands for that file, too. */
const all = (names) => `^(${names.join("|").replaceAll(".", "\\.")})(/|\\.ts$)`;
const face = "^src/([^/]+/(index|internal)|explore/(results|lone-runs)|index)\\.ts$";
const packages = ["npm", "npm-dev", "npm-optional", "npm-peer", "npm-bundled", "npm-no-pkg", "npm-unknown"];

const forbidden = [
  {
    name: "no-cycle",
    comment: "Files that need each other are one file, or what both need is a file of its own.",
    severity: "error",
    from: { pathNot: nameEachOther },
    to: { circular: true },
  },
  ...Object.entries(arrows).map(([folder, { code = [], types = [] }]) => ({
    name: `arrow-${folder}`,
    comment: `src/${folder} imports ${[...code, ...types].join(", ") || "no other folder"}.`,
    severity: "error",
    from: { path: `^src/${folder}/` },
    to: { path: "^src/", pathNot: all([folder, ...code, ...types].map((name) => `src/${name}`)) },
  })),
  {
    name: "arrow-unknown",
    comment: "A new folder of src has its arrows here before it imports anything.",
    severity: "error",
    from: {
      path: "^src/[^/]+/",
      pathNot: all(Object.keys(arrows).map((folder) => `src/${folder}`)),
    },
    to: {},
  },
  {
    name: "arrow-none",
    comment: "Beside index.ts, src has folders only: a file of its own would have no arrows and no face.",
    severity: "error",
    from: { path: "^src/[^/]+$", pathNot: "^src/index\\.ts$" },
    to: {},
  },
  {
    name: "arrow-index",
    comment:
      "The package's first face is the binding, with what its users need of the kernel and the annotations.",
    severity: "error",
    from: { path: "^src/index\\.ts$" },
    to: { path: "^src/", pathNot: all(["src/kernel", "src/binding", "src/ownership"]) },
  },
  {
    name: "annotations-are-types",
    comment: "The core is annotated with the types of src/ownership; its analysis is for tools.",
    severity: "error",
    from: {
      path: [
        "^src/index\\.ts$",
        all(
          Object.keys(arrows)
            .filter((name) => arrows[name].types !== undefined)
            .map((name) => `src/${name}`),
        ),
      ],
    },
    to: { path: "^src/ownership/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "face",
    comment:
      "A folder of src is entered through its index.ts (public) or its internal.ts (what its friends need); explore also through results.ts, which loads no kernel, and lone-runs.ts, which loads its search.",
    severity: "error",
    from: { path: ["^src/([^/]+)/", "^test/([^/]+)/"] }, // a test may enter the folder that it mirrors
    to: { path: "^src/", pathNot: [face, "^src/$1/"] },
  },
  {
    name: "face-from-outside",
    comment:
      "A folder of src is entered through its index.ts (public) or its internal.ts (what its friends need); explore also through results.ts, which loads no kernel, and lone-runs.ts, which loads its search.",
    severity: "error",
    from: {
      path: all(Object.keys(outside)),
      // The first have the rule "face"; the second replaces modules of the sources, whichever they are.
      pathNot: ["^test/[^/]+/", "^test/facts\\.test\\.ts$"],
    },
    to: { path: "^src/", pathNot: face },
  },
  {
    name: "src-stands-alone",
    comment: "What is published imports nothing that is not.",
    severity: "error",
    from: { path: "^src/" },
    to: { path: ["^dist/", all(Object.keys(outside))] },
  },
  ...Object.entries(outside).map(([folder, others]) => ({
    name: `arrow-${folder.replace("docs/.", "")}`,
    comment: `${folder} imports ${["src", ...others].join(", ")}.`,
    severity: "error",
    from: { path: all([folder]) },
    to: { path: all(Object.keys(outside)), pathNot: all([folder, ...others]) },
  })),
  {
    name: "examples-as-users",
    comment: "Examples import the package by its name, as a user does.",
    severity: "error",
    from: { path: "^examples/" },
    to: { path: "^src/", dependencyTypes: ["local"] },
  },
  {
    name: "no-import-of-tests",
    comment: "What a test file holds is run by the test runner alone; what tests share stands beside them.",
    severity: "error",
    from: {},
    to: { path: "\\.test\\.ts$" },
  },
  {
    name: "no-packages",
    comment:
      "What also runs in browsers, the core first, has no dependency: neither a package nor a module of Node.",
    severity: "error",
    from: {
      path: [
        all(["kernel", "binding", "table", "designs", "explore", "viewer", "c"].map((name) => `src/${name}`)),
        "^src/index\\.ts$",
      ],
    },
    to: { dependencyTypes: [...packages, "core"] },
  },
  {
    name: "ownership-packages",
    comment: "The analysis is handed a compiler: it knows TypeScript's types and nothing else.",
    severity: "error",
    from: { path: "^src/ownership/" },
    to: { dependencyTypes: [...packages, "core"], pathNot: "(^|/)node_modules/typescript/" },
  },
  {
    name: "ownership-types",
    comment: "The analysis is handed a compiler: it knows TypeScript's types and nothing else.",
    severity: "error",
    from: { path: "^src/ownership/" },
    to: { path: "(^|/)node_modules/typescript/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "declared",
    comment:
      "What a user installs is what package.json declares: a dependency or a peer, never a development one. The build bundles what vendor.ts imports.",
    severity: "error",
    from: { path: "^src/", pathNot: "^src/cli/vendor\\.ts$" },
    to: { dependencyTypes: packages, dependencyTypesNot: ["npm", "npm-peer"] },
  },
  {
    name: "resolves",
    comment: "An import that leads nowhere. What the site's build makes is there only after it.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true, pathNot: ["^virtual:", "/generated/", "^fd-reservation"] },
  },
];

/** How imports are read: those of types count. */
export const options = {
  // What is generated, and what is wrong on purpose.
  exclude: {
    path: [
      "^docs/public/",
      "^test/fixtures/",
      "^test/ownership/parity/",
      "^docs/\\.vitepress/(cache|dist|generated)/",
    ],
  },
  doNotFollow: { path: ["(^|/)node_modules/", "^(dist|temp)/"] },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: "tsconfig.json" },
  enhancedResolveOptions: {
    exportsFields: ["exports"],
    conditionNames: ["fd-reservation:source", "types", "import", "node", "default"],
  },
};

export default { forbidden, options };
