/** A process that runs `fd-reservation` again and again: TypeScript is loaded once for many runs. */
import { Buffer } from "node:buffer";
import { createRequire } from "node:module";
import process from "node:process";
import { pathToFileURL } from "node:url";

const main = pathToFileURL(process.argv[2]).href;
// It remembers the folder in which it was first asked: a process of its own never leaves that.
createRequire(main)("typescript").sys.getCurrentDirectory = () => process.cwd();

/** Takes what is written to a stream instead of writing it. */
function take(stream, into) {
  stream.write = (chunk, encoding, done) => {
    into.push(Buffer.from(chunk, typeof encoding === "string" ? encoding : undefined));
    const then = typeof encoding === "function" ? encoding : done;
    if (then !== undefined) process.nextTick(then);
    return true;
  };
}

let runs = 0;
process.on("message", async ({ args, cwd }) => {
  process.chdir(cwd);
  const [out, err] = [[], []];
  take(process.stdout, out);
  take(process.stderr, err);
  for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners("error");
  process.argv = [process.execPath, process.argv[1], ...args];
  process.exitCode = undefined;
  // Under another name the module is evaluated again, and what it imports is not.
  await import(`${main}?run=${++runs}`);
  const text = (chunks) => Buffer.concat(chunks).toString();
  process.send({ code: process.exitCode ?? 0, out: text(out), err: text(err) });
});
process.on("disconnect", () => process.exit());
