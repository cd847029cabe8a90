/** Which files of a tree one file needs to be read with: what it includes, and what stands beside it. */
import { DESCRIPTOR_FACTS, PRIMITIVES } from "./facts.js";

const words = (names: readonly string[]): RegExp => new RegExp(`\\b(?:${names.join("|")})\\b`);

const primitive = words(PRIMITIVES);
const about = words([...DESCRIPTOR_FACTS.flatMap(({ names }) => names), "FD_PREPARE", "CLASS"]);

/** Whether a text reserves or installs descriptors. */
export function hasPrimitive(text: string): boolean {
  return primitive.test(text);
}

/** Whether a text has to do with descriptors or files at all. */
export function isAboutDescriptors(text: string): boolean {
  return about.test(text);
}

/**
 * The files that a text includes, as paths in the tree: those where it may be first.
 *
 * @param file - The path of the file that includes, with slashes.
 */
export function includesOf(file: string, text: string): readonly string[] {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]/gm)].flatMap(
    ([, quote, name = ""]) => [...(quote === '"' ? [normal(folder + name)] : []), `include/${name}`],
  );
}

/** A path without `..` and `.`. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
