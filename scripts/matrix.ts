/** Prints which layer catches each mistake first; with --record, writes docs/matrix.json and docs/matrix.md. */
import { writeFileSync } from "node:fs";
import { build, commandLine } from "./command-line.js";

build();
if (process.argv.includes("--record")) {
  writeFileSync("docs/matrix.json", commandLine("matrix", "--json"));
  writeFileSync("docs/matrix.md", commandLine("matrix", "--markdown"));
} else {
  process.stdout.write(commandLine("matrix"));
}
