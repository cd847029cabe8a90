/** Packs the package as `npm publish` would. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package's sources. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Writes the tarball into a folder; gives its path, and those of the files in it. */
export function pack(folder: string): { readonly tarball: string; readonly files: readonly string[] } {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { stdout, stderr } = spawnSync("npm", args, { cwd: root, encoding: "utf8", timeout: 240_000 });
  if (stdout === "") throw new Error(stderr);
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  return { tarball: path.join(folder, filename), files: files.map((file) => file.path) };
}

/** Installs a tarball into a folder, without the network. */
export function install(folder: string, tarball: string): void {
  const args = ["install", "--no-audit", "--no-fund", "--offline", tarball];
  const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8", timeout: 240_000 });
  if (status !== 0) throw new Error(stderr);
}
