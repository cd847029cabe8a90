/** Writes the API report of every entry point to etc/, or with --check says which ones are stale. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
} from "@microsoft/api-extractor";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");

const { exports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  exports: Record<string, { types: string } | string>;
};
const entryPoints = Object.entries(exports).flatMap(([name, entry]) =>
  typeof entry === "string" ? [] : [{ name, types: entry.types }],
);

const reports = new Map<string, string>();
const configFile = path.join(root, "api-extractor.json");
const problems: string[] = [];
for (const { name, types } of entryPoints) {
  const config = ExtractorConfig.prepare({
    configObject: {
      ...ExtractorConfig.loadFile(configFile),
      mainEntryPointFilePath: path.join(root, types),
      apiReport: {
        enabled: true,
        reportFolder: path.join(root, "etc"),
        reportTempFolder: path.join(root, "temp"),
        reportFileName: `${name === "." ? "index" : name.replace("./", "")}.api.md`,
      },
    },
    configObjectFullPath: configFile,
    packageJsonFullPath: path.join(root, "package.json"),
  });
  const report = Extractor.invoke(config, {
    localBuild: !check,
    messageCallback(message: ExtractorMessage) {
      const written = message.messageId.startsWith("console-api-report-"); // said below, or what was asked for
      if (
        !written &&
        (message.logLevel === ExtractorLogLevel.Error || message.logLevel === ExtractorLogLevel.Warning)
      ) {
        problems.push(`${name}: ${message.messageId}: ${message.formatMessageWithLocation(root)}`);
      }
      message.handled = true;
    },
  });
  if (check && report.apiReportChanged)
    problems.push(`${name}: the report in etc/ is stale; run npm run api`);
  const text = readFileSync(config.reportTempFilePath, "utf8");
  reports.set(name, text);
  if (text.includes("(undocumented)")) problems.push(`${name}: the report has (undocumented) members`);
}
// An entry point may use a symbol of another one, but no symbol may be out of every user's reach.
const exported = new Set(
  [...reports.values()].flatMap((text) =>
    [...text.matchAll(/^export (?:abstract |declare )?(?:class|interface|type|const|function) (\w+)/gm)].map(
      ([, symbol]) => symbol,
    ),
  ),
);
for (const [name, text] of reports) {
  for (const [, symbol = ""] of text.matchAll(/\(ae-forgotten-export\) The symbol "(\w+)"/g)) {
    if (!exported.has(symbol)) problems.push(`${name}: ${symbol} is used and no entry point exports it`);
  }
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`${entryPoints.length} API reports, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
