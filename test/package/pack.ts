/** Packs the package as `npm publish` would, and installs it as a user does. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package's sources. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A tarball, and the paths of the files in it. */
export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

/**
 * Writes the tarball of a package that is built.
 *
 * @param source - The package's folder.
 * @param destination - The folder that gets it.
 */
export function pack(source: string, destination: string): Packed {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", destination];
  const { stdout, stderr, status } = spawnSync("npm", args, {
    cwd: source,
    encoding: "utf8",
    timeout: 600_000,
  });
  if (status !== 0) throw new Error(stderr);
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  return { tarball: path.join(destination, filename), files: files.map((file) => file.path) };
}

/** Installs a tarball into a folder, without the network. */
export function install(folder: string, tarball: string): void {
  const args = ["install", "--no-audit", "--no-fund", "--offline", tarball];
  const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8", timeout: 600_000 });
  if (status !== 0) throw new Error(stderr);
}
