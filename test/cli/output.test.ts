/** What all commands do with their output. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { built } from "../built/folder.js";
import { need, needs, starts } from "../tools.js";
import { fixture, inFolder, main, run, runShared } from "./run.js";

const onTerminals = need(needs.script, starts("script"));

test("a reader that has enough, such as head, ends a command without a word", () => {
  const { stdout, stderr } = spawnSync(`node ${main} matrix --json --recorded docs/matrix.json | head -1`, {
    cwd: built,
    shell: true,
    encoding: "utf8",
  });
  expect({ stdout, stderr }).toEqual({ stdout: "{\n", stderr: "" });
});

test("colours only on a terminal, also where CI is set, as continuous integration does", () => {
  const args = [main, "check", fixture("lost-increment.ts")];
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: built,
    encoding: "utf8",
    env: { ...process.env, CI: "true", NO_COLOR: "", FORCE_COLOR: "" },
  });
  expect(status).toBe(1);
  expect(stdout).toContain("VIOLATED");
  expect(stdout).not.toContain("\u001b");
});

test(
  "where standard output cannot be written, one line says so, and the code is not that of a violation",
  need(needs.fullDevice, existsSync("/dev/full")),
  () => {
    const { status, stderr } = spawnSync(`node ${main} check examples/callsites/pipe2/token.ts > /dev/full`, {
      cwd: built,
      shell: true,
      encoding: "utf8",
    });
    expect(stderr).toBe("error: standard output cannot be written: ENOSPC\n");
    expect(status).toBe(2);
  },
);

test("progress goes to a pipe with --progress only, however long a command takes", () => {
  const slow = readFileSync(fixture("lost-increment.ts"), "utf8").concat(
    "declare function setTimeout(act: (value: unknown) => void, milliseconds: number): void;\n" +
      "await new Promise((resolve) => setTimeout(resolve, 1100));\n",
  );
  inFolder({ "slow.ts": slow }, (folder) => {
    const [silent, asked] = [[], ["--progress"]].map((more) => run(["check", "slow.ts", ...more], folder));
    expect([silent?.code, silent?.err]).toEqual([1, ""]);
    expect([asked?.code, asked?.err]).toEqual([1, expect.stringMatching(/^type-checking 1 file\n/)]);
    expect(asked?.out).toContain("VIOLATED");
  });
});

test("what a task prints goes to standard error, and --json stays JSON", () => {
  const chatty = `
    import { scenario } from "fd-reservation/explore";
    declare const console: { log(text: string): void };
    export default scenario({
      name: "chatty",
      tasks: { caller: (current) => { console.log("from the task"); current.close(0); } },
    });`;
  inFolder({ "chatty.ts": chatty }, (folder) => {
    const { code, out, err } = run(["check", "chatty.ts", "--json"], folder);
    expect((JSON.parse(out) as { verdict: string }).verdict).toBe("holds");
    expect(err).toContain("from the task\n");
    expect(code).toBe(0);
  });
});

test("colours go by the stream that they are written to", onTerminals, () => {
  inFolder({}, (folder) => {
    const [log, out] = [path.join(folder, "log"), path.join(folder, "out")];
    const onTerminal = (command: string): string =>
      spawnSync("script", ["-qec", command, "/dev/null"], {
        cwd: built,
        encoding: "utf8",
        env: { ...process.env, CI: "true", NO_COLOR: "", FORCE_COLOR: "", TERM: "xterm" },
      }).stdout;
    const typeError = `node ${main} check ${fixture("type-error.ts")}`;
    onTerminal(`${typeError} 2> ${log}`);
    expect(readFileSync(log, "utf8")).toContain("error TS2551");
    expect(readFileSync(log, "utf8")).not.toContain("\u001b");
    expect(onTerminal(`${typeError} > ${out}`)).toMatch(/\[\d+m *TS2551/);
    onTerminal(`node ${main} check ${fixture("lost-increment.ts")} > ${out}`);
    expect(readFileSync(out, "utf8")).toContain("VIOLATED");
    expect(readFileSync(out, "utf8")).not.toContain("\u001b");
  });
});

test("control characters in the names of scenarios are shown, not sent", () => {
  const text = `import { scenario } from "fd-reservation/explore";
export const loud = scenario({ name: "red \\u001b[31m", tasks: { a: (current) => current.close(0) } });
export const wrong = scenario({ name: "bell \\u0007", tasks: { a: () => { throw new Error("\\u001b[2J"); } } });
`;
  inFolder({ "loud.ts": text }, (folder) => {
    const { out, err } = runShared(["check", "loud.ts"], folder);
    expect(out).toMatch(/^red \\x1b\[31m /m);
    expect(out).toMatch(/VIOLATED +bell \\x07/);
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
