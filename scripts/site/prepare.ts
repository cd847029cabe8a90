/** Makes everything that the site shows and that is made from the rest of the repository, beginning with the package. */
import { build } from "../command-line.js";
import { writeApi } from "./api.js";
import { writeBundles } from "./bundle.js";
import { compileExamples } from "./compile-examples.js";
import { writeEvidence } from "./evidence.js";
import { writeExamples } from "./examples.js";
import { writePages } from "./pages/write.js";
import { writeRuns } from "./runs.js";

build();
compileExamples();
const [bundles] = await Promise.all([writeBundles(), writeExamples(), writeApi()]);
const pages = await writePages();
const records = writeEvidence();
const runs = await writeRuns();
process.stdout.write(`${bundles.join(", ")}, ${pages} pages, ${runs} runs, ${records} records\n`);
