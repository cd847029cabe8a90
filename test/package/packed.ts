/** Packs the package as `npm publish` would, from a folder in which it is built. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A tarball, and the paths of the files in it. */
export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

/**
 * Writes the tarball of a package.
 *
 * @param source - The package's folder.
 * @param destination - The folder that gets it.
 */
export function pack(source: string, destination: string): Packed {
  const { stdout, stderr, status } = spawnSync(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", destination],
    { cwd: source, encoding: "utf8", timeout: 120_000 },
  );
  if (status !== 0) throw new Error(stderr);
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  return { tarball: path.join(destination, filename), files: files.map((file) => file.path) };
}
