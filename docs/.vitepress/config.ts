/** The site: pages whose every TypeScript block is compiled, local search, no other host. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transformerTwoslash } from "@shikijs/twoslash";
import { defineConfig, type MarkdownOptions } from "vitepress";
import { checkedTwoslasher } from "./checked-code.js";
import { codeRenderer } from "./code-renderer.js";
import { addPolicies } from "./content-security-policy.js";
import { describePages } from "./descriptions.js";
import { imageSizes } from "./image-sizes.js";
import { openInPlayground } from "./open-in-playground.js";
import { ANY_BASE, makeRelative } from "./relative-base.js";
import { repositoryLinks } from "./repository-links.js";
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

// Where it will stand: what must be a whole address (the sitemap, previews of links) is written only when this is known.
const url = process.env["DOCS_URL"]?.replace(/\/?$/, "/");

const { version, license, description, repository } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as { version: string; license: string; description: string; repository?: { url: string } };

export default defineConfig({
  title: "fd-reservation",
  description,
  lang: "en",
  base,
  cleanUrls: false,
  ...(url === undefined ? {} : { sitemap: { hostname: url } }),
  transformHead({ pageData: { relativePath }, title, description: about }) {
    const page = relativePath.replace(/(?:^|(?<=\/))index\.md$/, "").replace(/\.md$/, ".html");
    const properties = {
      "og:type": "website",
      "og:site_name": "fd-reservation",
      "og:title": title,
      "og:description": about,
      ...(url === undefined ? {} : { "og:url": url + page }),
    };
    return Object.entries(properties).map(([property, content]) => ["meta", { property, content }]);
  },
  buildEnd({ outDir }) {
    if (base === ANY_BASE) makeRelative(outDir);
    addPolicies(outDir);
  },
  router: { prefetchLinks: false }, // a reader loads what they read
  // The map is for those who change the package. The matrix as text is for the package; the site's has colours.
  srcExclude: ["design.md", "matrix.md"],
  rewrites: { "site/matrix.md": "matrix.md" },
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${base}favicon.svg` }]],
  themeConfig: {
    search: {
      provider: "local",
      options: {
        // Who searches for a symbol wants its place in the reference, the binding's first. Of anything else the reference
        // and the corpus have every word: what explains comes before them.
        miniSearch: {
          searchOptions: {
            boostDocument: (id: string, term: string, fields?: Record<string, unknown>) => {
              const isReference = /\/api\//.test(id);
              const title = typeof fields?.["title"] === "string" ? fields["title"] : "";
              // A function or a method by its heading, a class by its page.
              const word = term.toLowerCase();
              const isCall = title.endsWith("()") && title.replace(/\W/g, "").toLowerCase() === word;
              if (isReference && (isCall || id.toLowerCase().endsWith(`/classes/${word}.html#${word}`)))
                return /\/api\/binding\//.test(id) ? 40 : 20;
              return isReference || /\/ownership\/parity/.test(id) ? 0.2 : 1;
            },
          },
        },
        // Types on hover, runs as text, and what leads to the playground are not what a page says.
        _render(source, env, md) {
          const html = md.render(source, env);
          return env.frontmatter?.["search"] === false
            ? ""
            : html
                .replace(/<template>[^]*?<\/template>/g, "")
                .replace(/<step-viewer[^]*?<\/step-viewer>/g, "")
                .replace(/<p class="open-in-playground">[^]*?<\/p>/g, "");
        },
      },
    },
    nav: [
      { text: "Tutorial", link: "/tutorial" },
      { text: "Matrix", link: "/matrix" },
      { text: "Bugs", link: "/bugs/" },
      { text: "Lint", link: "/ownership/" },
      { text: "API", link: "/api/" },
      { text: "Playground", link: "/playground" },
      { text: `${version}, ${license}`, link: "/install" },
    ],
    ...(repository === undefined ? {} : { socialLinks: [{ icon: "github", link: repository.url }] }),
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
      describePages(md);
      repositoryLinks(md);
      imageSizes(md);
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
