/** `fd-reservation merge`: puts the files that shards wrote together and prints verdicts. */
import { readFileSync } from "node:fs";
import { ExploreError, mergeShards } from "../explore/index.js";
import { report, type Blob, type CheckOptions, type FileExploration } from "./check.js";
import type { Output } from "./output.js";
import { UsageError } from "./usage-error.js";

/**
 * Runs the command.
 *
 * @param files - The files that `check --shard` wrote, one of each shard.
 * @returns The exit code: 0 when every scenario holds and no ownership rule is broken, else 1.
 * @throws {@link UsageError} when a file cannot be read, or a shard is missing.
 */
export function merge(
  files: readonly string[],
  options: Pick<CheckOptions, "json" | "traces" | "wide">,
  output: Output,
): 0 | 1 {
  const blobs = files.map(readBlob);
  const [first] = blobs;
  try {
    const explorations = (first?.scenarios ?? []).map(({ file, shard: { mark } }): FileExploration => {
      const shards = blobs.flatMap(({ scenarios }) =>
        scenarios.filter(({ shard }) => shard.mark === mark).map(({ shard }) => shard),
      );
      return { ...mergeShards(shards), file };
    });
    const seconds = explorations.reduce((sum, { milliseconds }) => sum + milliseconds / 1000, 0);
    return report(explorations, first?.ownership ?? [], options, seconds, output);
  } catch (error) {
    if (!(error instanceof ExploreError)) throw error;
    throw new UsageError(error.message, "Name the file of every shard of one run once.");
  }
}

function readBlob(file: string): Blob {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${file} cannot be read`, "Name files that check --shard wrote.");
  }
  try {
    const blob = JSON.parse(text) as Blob;
    if (blob.version === 1 && Array.isArray(blob.scenarios)) return blob;
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} is no file of a shard`, "Name files that check --shard wrote.");
}
