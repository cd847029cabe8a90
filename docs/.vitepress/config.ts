/** The site: pages whose every TypeScript block is compiled, local search, no other host. */
import { fileURLToPath } from "node:url";
import { transformerTwoslash } from "@shikijs/twoslash";
import { defineConfig, type MarkdownOptions } from "vitepress";
import { checkedTwoslasher } from "./checked-code.js";
import { codeRenderer } from "./code-renderer.js";
import { addPolicies } from "./content-security-policy.js";
import { countedNumbers } from "./numbers.js";
import { openInPlayground } from "./open-in-playground.js";
import { ANY_BASE, makeRelative } from "./relative-base.js";
import { requireCheckedBlocks } from "./require-checked-blocks.js";
import { showRuns } from "./show-runs.js";
import { sidebar } from "./sidebar.js";

// Without the slash at its end: see checkedTwoslasher. A test sets another root, and must fail.
const root = (process.env["DOCS_VFS_ROOT"] ?? fileURLToPath(new URL("../..", import.meta.url))).replace(
  /\/$/,
  "",
);

// VitePress has its own copy of Shiki, whose types are not those of the copy that Twoslash has.
type Transformer = NonNullable<MarkdownOptions["codeTransformers"]>[number];

// A site that is built stands anywhere, unless DOCS_BASE says where.
const base = process.env["DOCS_BASE"] ?? (process.argv.includes("build") ? ANY_BASE : "/");

export default defineConfig({
  title: "fd-reservation",
  description:
    "Typed RAII descriptor reservations over an executable model of Linux's descriptor table, with a checker that runs your code through every failure.",
  lang: "en",
  base,
  cleanUrls: false,
  buildEnd({ outDir }) {
    if (base === ANY_BASE) makeRelative(outDir);
    addPolicies(outDir);
  },
  router: { prefetchLinks: false }, // a reader loads what they read
  srcExclude: ["design.md"], // the map, for those who change the package
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${base}favicon.svg` }]],
  themeConfig: {
    search: {
      provider: "local",
      options: {
        // The reference and the corpus have every word; what explains comes before them.
        miniSearch: {
          searchOptions: {
            boostDocument: (id: string) => (/\/(?:api\/|ownership\/parity)/.test(id) ? 0.2 : 1),
          },
        },
        // Types on hover are not what a page says.
        _render(source, env, md) {
          const html = md.render(source, env);
          return env.frontmatter?.["search"] === false
            ? ""
            : html.replace(/<template>[^]*?<\/template>/g, "");
        },
      },
    },
    nav: [
      { text: "Tutorial", link: "/tutorial" },
      { text: "Bugs", link: "/bugs/" },
      { text: "Call sites", link: "/callsites/" },
      { text: "Ownership", link: "/ownership/" },
      { text: "Playground", link: "/playground" },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
  },
  // To switch transitions off while the colours change, every style on the page is recalculated, also at each load.
  appearance: { disableTransition: false },
  vite: {
    plugins: [
      {
        // The theme marks the current heading a moment after scrolling, also when the page has been left by then.
        name: "no-mark-on-a-page-that-was-left",
        enforce: "pre",
        transform(code: string, id: string) {
          if (!/\/theme-default\/composables\/outline\.js/.test(id)) return undefined;
          const begin = "function activateLink(hash) {";
          if (!code.includes(begin)) throw new Error(`${id} does not mark headings as it did`);
          return code.replace(begin, `${begin} if (marker.value === null) return;`);
        },
      },
    ],
    resolve: {
      alias: [
        {
          find: /^.*\/VPSidebarGroup\.vue$/,
          replacement: fileURLToPath(new URL("theme/SidebarGroups.vue", import.meta.url)),
        },
      ],
    },
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "step-viewer" } } },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config(md) {
      countedNumbers(md);
      requireCheckedBlocks(md);
      showRuns(md, base);
      openInPlayground(md, base);
    },
    codeTransformers: [
      transformerTwoslash({
        twoslasher: checkedTwoslasher(root),
        langs: ["ts", "tsx", "js"],
        renderer: codeRenderer,
        explicitTrigger: true,
        onTwoslashError(error) {
          throw error;
        },
      }) as unknown as Transformer,
    ],
  },
});
