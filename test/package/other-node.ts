/** Another Node than the one that runs: from npm, kept in npm's cache; never a dependency, its `node` would come first. */
import { spawnSync } from "node:child_process";

const known = new Map<string, string>();

/**
 * The path of a Node.
 *
 * @param version - Its major version.
 */
export function otherNode(version: string): string {
  let found = known.get(version);
  if (found === undefined) {
    const args = ["-y", "-p", `node@${version}`, "node", "-p", "process.execPath"];
    const { stdout, stderr, status } = spawnSync("npx", args, { encoding: "utf8", timeout: 600_000 });
    if (status !== 0) throw new Error(stderr);
    known.set(version, (found = stdout.trim()));
  }
  return found;
}
