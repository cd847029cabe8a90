/** What scripts/site writes, and VitePress: files that are made of the rest, and are none of the repository. */

/** The pages, as globs. */
export const MADE_PAGES: readonly string[] = [
  ...["api", "bugs", "callsites", "misuse", "site"].map((folder) => `docs/${folder}/**`),
  "docs/evidence.md",
];

/** All of it, as globs. */
export const MADE: readonly string[] = [
  ...MADE_PAGES,
  ...["play", "runs"].map((folder) => `docs/public/${folder}/**`),
  ...["cache", "dist", "generated"].map((folder) => `docs/.vitepress/${folder}/**`),
];
