/** `npm run bench -- NAME` measures and prints; `npm run record -- NAME` also writes the record and the hash of its sources. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { hashesFile, hashOf, measurements, readHashes, root } from "./measurements.js";
import { namesText } from "./names-text.js";

const [mode = "", name = "", ...more] = process.argv.slice(2);
const measurement = Object.hasOwn(measurements, name) ? measurements[name] : undefined;
if ((mode !== "bench" && mode !== "record") || measurement === undefined) {
  const cause = name === "" ? "name what to measure" : `there is no ${name} to measure`;
  process.stderr.write(`error: ${cause}: npm run ${mode} -- NAME\n${namesText()}\n`);
  process.exit(2);
}

const { program, record, node = [], sources } = measurement;
const before = sources.length > 0 ? hashOf(sources) : "";
const args = [...program, ...(mode === "record" ? record : []), ...more];
// With the condition and the loader that this script runs with.
const { status } = spawnSync(process.execPath, [...process.execArgv, ...node, ...args], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 2;
if (mode === "record" && status === 0 && sources.length > 0) {
  if (hashOf(sources) === before) {
    const hashes = { ...readHashes(), [name]: before };
    const sorted = Object.fromEntries(
      Object.entries(hashes).sort(([one], [other]) => (one < other ? -1 : 1)),
    );
    writeFileSync(hashesFile, `${JSON.stringify(sorted, null, 2)}\n`);
  } else {
    process.stderr.write(
      `error: the sources of ${name} changed while they were measured: the record counts as older than they are\n` +
        `Leave them alone, and run it again: npm run record -- ${name}\n`,
    );
    process.exitCode = 1;
  }
}
