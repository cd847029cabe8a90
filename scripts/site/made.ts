/** What scripts/site writes, and VitePress: files that are made of the rest, and are none of the repository. */

/** All of it, as globs. */
export const MADE: readonly string[] = [
  ...["api", "bugs", "callsites", "misuse", "site"].map((folder) => `docs/${folder}/**`),
  "docs/evidence.md",
  ...["play", "runs"].map((folder) => `docs/public/${folder}/**`),
  ...["cache", "dist", "generated"].map((folder) => `docs/.vitepress/${folder}/**`),
];
