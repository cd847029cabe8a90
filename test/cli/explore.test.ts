/** The explorer's commands as processes: races, replay, export, shards and their merging. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../built/folder.js";
import { need, needs, starts } from "../tools.js";
import { fixture, inFolder, main, runShared } from "./run.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "explore-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const race = fixture("lost-increment.ts");

/** The counterexample's token, as the user copies it. */
function tokenOf(out: string): string {
  return /fd-reservation replay(?: \\)?\s+(v2:\S+) /.exec(out)?.[1] ?? "";
}

describe("check", () => {
  test("a race: columns, one a task, why it happens, and how to run it again", () => {
    const { code, out } = runShared(["check", race]);
    expect(code).toBe(1);
    expect(out).toMatch(/^ {6}a {20,}b$/m);
    expect(out).toMatch(/^ {3}\d {30,}load\(counter@\d+\[0\]\) = 0 +:5$/m);
    expect(out).toContain("VIOLATED: two increments made 1");
    expect(out).toMatch(
      /why: [^]* comes before [^]*\.\s+The\s+other\s+way\s+around\s+nothing\s+is\s+violated\./,
    );
    expect(tokenOf(out)).not.toBe("");
    expect(
      out
        .split("\n")
        .filter((line) => line.length > 72 && !/replay|^scenario|mainline|VIOLATED {2}/.test(line)),
    ).toEqual([]);
  });

  test("limits are said: BOUNDED, and why", () => {
    const { code, out } = runShared([
      "check",
      "examples/races/table.ts",
      "--order",
      "random",
      "--walks",
      "5",
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/three opens +mainline +3 +\d+ +[\d.]+ s +BOUNDED \(5 random walks\) +holds/);
    expect(out).toMatch(/: (\d holds?, )?\d without a violation so far \(BOUNDED\) \(/);
  });

  test("hash compaction: BOUNDED, with the probability that a state was left out", () => {
    const { code, out } = runShared(["check", "examples/races/copy.ts", "--compact"]);
    expect(code, out).toBe(0);
    expect(out).toMatch(/BOUNDED \(hash compaction, omission probability below \d\.\de-\d+\) +holds/);
  });

  test.each([
    ["--max-states", "10", "the limit of 10 states"],
    ["--max-megabytes", "1", "the limit of 1 MiB of states"],
    ["--max-seconds", "0.001", "the limit of 0.001 s"],
  ])("%s %s is said", (option, value, bound) => {
    const { out } = runShared(["check", "examples/races/table.ts", "--no-reduce", option, value]);
    expect(out).toContain(`BOUNDED (${bound})`);
  });

  test.each([
    ["--order", "depth"],
    ["--failures", "2"],
  ])("one task alone, searched by its states (%s %s)", (...args) => {
    const { code, out } = runShared(["check", "examples/callsites/bpf-prog-load/*.ts", ...args]);
    expect(code).toBe(0);
    expect(out).toMatch(/bpf prog load, guard: .* EXHAUSTIVE +holds/);
  });

  test("threads share the work and find the same states", () => {
    const statesOf = (args: string[]): string[] =>
      (
        JSON.parse(runShared(["check", "examples/races/lookup.ts", "--json", ...args]).out) as {
          scenarios: { scenario: string; states: number; verdict: string }[];
        }
      ).scenarios.map(({ scenario, states, verdict }) => `${scenario} ${states} ${verdict}`);
    expect(statesOf(["--jobs", "2"])).toEqual(statesOf([]));
  });

  test.each([
    [["--granularity", "syscall"], /'syscall' is invalid.*access, call/],
    [["--shard", "3/2"], /i\/n with i from 1 to n/],
    [["--failures", "9"], /integer from 0 to 8/],
    [["--jobs", "0"], /integer from 1 to 64/],
  ])("%j is refused", (args, message) => {
    const { code, out, err } = runShared(["check", race, ...args]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });

  test("a program that cannot be explored: which, why, and no verdict", () => {
    const { code, out, err } = runShared(["check", fixture("nondeterministic.ts")]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(
      /nondeterministic\.ts: "by chance" cannot be explored: The task "a" keeps state outside .*: calls is no/,
    );
  });
});

describe("replay and export", () => {
  const token = tokenOf(runShared(["check", race]).out);

  test("the same run", () => {
    const { code, out } = runShared(["replay", token, race]);
    expect(code).toBe(0);
    expect(out).toMatch(/^THE SAME RUN {2}a counter without its lock/);
    expect(out).toContain("VIOLATED: two increments made 1");
  });

  test("a run that has diverged: at which step, exit code 1", () => {
    const changed = fixture("lost-increment-changed.ts");
    const { code, out } = runShared(["replay", token, changed]);
    expect(code).toBe(1);
    expect(out).toMatch(/^DIVERGED at step 3: the code has changed since/);
  });

  test("from a report", () => {
    const report = path.join(folder, "report.json");
    writeFileSync(report, runShared(["check", "--json", race]).out);
    expect(runShared(["replay", report]).out).toMatch(/^THE SAME RUN/);
  });

  test("a report knows its files: from its own folder, or from the one that check was in", () => {
    const text = readFileSync(race, "utf8");
    inFolder({ "race.ts": text, "sub/other.txt": "" }, (cwd) => {
      const sub = path.join(cwd, "sub");
      const report = runShared(["check", "--json", "race.ts"], cwd).out;
      writeFileSync(path.join(cwd, "report.json"), report);
      writeFileSync(path.join(sub, "report.json"), report);
      const beside = runShared(["replay", "../report.json"], sub);
      expect(beside.err).toBe("");
      expect(beside.out).toMatch(/^THE SAME RUN .*\(\.\.\/race\.ts\)/);
      expect(runShared(["replay", "sub/report.json"], cwd).out).toMatch(/^THE SAME RUN .*\(race\.ts\)/);
      const nowhere = runShared(["replay", "report.json"], sub);
      expect([nowhere.code, nowhere.out]).toEqual([2, ""]);
      expect(nowhere.err).toMatch(/report\.json is of race\.ts, which is neither/);
    });
  });

  test("a token that was cut: refused, or said where its checksums end", () => {
    const parts = token.split(":");
    const cut = runShared(["replay", parts.slice(0, 3).join(":"), race]);
    expect([cut.code, cut.out]).toEqual([2, ""]);
    expect(cut.err).toMatch(/is no replay token: a part is missing or cut/);
    expect(runShared(["replay", `${parts.slice(0, 3).join(":")}:`, race]).err).toMatch(
      /its last part is cut/,
    );
    const shorter = runShared(["replay", token.slice(0, -2), race]);
    expect(shorter.out).toMatch(/^DIVERGED at step \d: the token ends before it, and seems cut; or the code/);
    expect(shorter.code).toBe(1);
  });

  test("a run without any turn has a token, too", () => {
    const wrong = `
      import { scenario } from "fd-reservation/explore";
      export default scenario({
        name: "wrong from the beginning",
        tasks: { a: () => undefined, b: () => undefined },
        check() { throw new Error("never right"); },
      });`;
    inFolder({ "wrong.ts": wrong }, (cwd) => {
      const none = tokenOf(runShared(["check", "wrong.ts"], cwd).out);
      expect(none).toMatch(/^v2:.{4}::\.$/);
      expect(runShared(["replay", none, "wrong.ts"], cwd).out).toMatch(/^THE SAME RUN/);
    });
  });

  test("keys that come together are all taken", need(needs.script, starts("script")), () => {
    const keys = "\u001b[C\u001bOCbe";
    const { stdout } = spawnSync("script", ["-qec", `node ${main} replay ${token} ${race}`, "/dev/null"], {
      cwd: built,
      input: keys,
      encoding: "utf8",
    });
    const steps = [...stdout.matchAll(/step (\d) of 4/g)].map(([, step]) => step);
    expect(steps).toEqual(["0", "1", "2", "1"]);
    expect(stdout).toContain("VIOLATED: two increments made 1");
  });

  test("mermaid, itf, shiviz and json", () => {
    const of = (format: string): string => runShared(["export", token, race, "--format", format]).out;
    expect(of("mermaid")).toMatch(
      /^sequenceDiagram\n {2}title a counter[^]*T1->>K: load\(counter@\d+\[0\]\) = 0/,
    );
    const itf = JSON.parse(of("itf")) as { vars: string[]; states: { step: string }[] };
    expect(itf.vars).toEqual(["task", "step", "tables"]);
    expect(itf.states).toHaveLength(5);
    const [parser = "", , ...log] = of("shiviz").trimEnd().split("\n");
    const pattern = new RegExp(parser.replaceAll("(?<", "(?<"), "g");
    const events = [...log.join("\n").matchAll(pattern)].map(({ groups }) => groups?.["host"]);
    expect(events).toEqual(["b", "a", "a", "b"]);
    expect((JSON.parse(of("json")) as { version: number }).version).toBe(2);
  });

  test.each([
    [["replay", "v2:abcd:a1:AA", race], /no scenario of .* is the one of v2:abcd/],
    [["replay", "v2:abcd:a1:AA"], /does not say which file/],
    [["replay", "v9:abcd", race], /its version is v9/],
    [["replay", "nothing.json"], /neither a token nor a report/],
    [["export", "v2:abcd:a1:AA", race, "--format", "pdf"], /'pdf' is invalid/],
  ])("%j is refused", (args, message) => {
    const { code, out, err } = runShared(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});

describe("shards", () => {
  const files = "examples/races/{copy,lookup}.ts";

  test("processes that know nothing of each other find what one search finds", async () => {
    const blobs = await Promise.all(
      [1, 2, 3].map(async (index) => {
        const blob = path.join(folder, `shard-${index}.json`);
        const args = [main, "check", files, "--shard", `${index}/3`, "--blob", blob];
        const child = spawn(process.execPath, args, { cwd: built });
        const code = await new Promise((resolve) => child.on("exit", resolve));
        expect(code).toBe(0);
        return blob;
      }),
    );
    type Report = {
      scenarios: { scenario: string; states: number; ends: number; coverage: string; verdict: string }[];
    };
    const summary = (text: string): unknown[] =>
      (JSON.parse(text) as Report).scenarios
        .filter(({ verdict }) => verdict === "holds")
        .map(({ scenario, states, ends, coverage }) => ({ scenario, states, ends, coverage }));
    const merged = runShared(["merge", ...blobs, "--json"]);
    expect(merged.code).toBe(0);
    expect(summary(merged.out)).toEqual(summary(runShared(["check", files, "--json"]).out));
    const missing = runShared(["merge", ...blobs.slice(1)]);
    expect([missing.code, missing.out]).toEqual([2, ""]);
    expect(missing.err).toMatch(/shard 1\/3 is missing/);
  });

  test("a file that is no blob is refused", () => {
    const file = path.join(folder, "other.json");
    writeFileSync(file, "{}");
    expect(readFileSync(file, "utf8")).toBe("{}");
    expect(runShared(["merge", file]).err).toMatch(/is no file of a shard/);
    expect(runShared(["merge", "nowhere.json"]).err).toMatch(/cannot be read/);
  });
});

test("the command that runs a counterexample again is one word a file, whatever its name", () => {
  const name = "it's a (folder)";
  inFolder({ [`${name}/race.ts`]: readFileSync(race, "utf8") }, (cwd) => {
    const { out } = runShared(["check", path.join(name, "race.ts")], cwd);
    const again = out.slice(out.indexOf("fd-reservation replay") + "fd-reservation".length);
    const command = again.slice(0, again.indexOf("\n\n"));
    const { status, stdout } = spawnSync(`node ${main} ${command}`, { cwd, shell: true, encoding: "utf8" });
    expect(stdout).toMatch(/^THE SAME RUN/);
    expect(status).toBe(0);
  });
});
