/** `fd-reservation annotations`: the ownership annotations as a file to copy. */
import { readFileSync } from "node:fs";

const HEAD = `/* eslint-disable */
// The ownership annotations of fd-reservation VERSION: types only, which the compiler erases. Its lint knows them by their
// names and shapes, so this file may be copied, and a library that uses it needs no dependency.
// Written by: npx fd-reservation annotations`;

/** The text of the file: that of the package's declarations, which have no imports. */
export function annotations(version: string): string {
  const declarations = readFileSync(new URL("../ownership/vocabulary.d.ts", import.meta.url), "utf8");
  return `${HEAD.replace("VERSION", version)}\n\n${declarations.trim()}`;
}
