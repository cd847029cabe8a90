/** The page of the five answers: no number is stale, every row can be printed, and what is to be pasted fits into a mail. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import type { CodeReport } from "../../src/cli/internal.js";
import { runShared } from "../cli/run.js";
import { FACTS, HANDSHAKE_CONVERSION, type Facts } from "../../examples/bugs/facts.js";

const page = readFileSync("docs/exit-time-install.md", "utf8");

test("docs/exit-time-install.md is what the records and today's runs make", () => {
  // As the record is made: where a call stands is told by how its file was loaded.
  const program = ["--conditions=fd-reservation:source", "--import", "tsx", "scripts/exit-time-install.ts"];
  const { stdout, stderr } = spawnSync(process.execPath, program, { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toBe(page);
});

test("every row has a command, and every command names files that there are", () => {
  const side = /## Side by side\n([^]*?)\n## /.exec(page)?.[1] ?? "";
  const rows = [...side.matchAll(/^\| ([^|]+) \|/gm)].map(([, name = ""]) => name.trim());
  const commands = new Map(
    [...side.matchAll(/^\| ([^|]+) \| `(npx fd-reservation [^`]+)` \|$/gm)].map(
      ([, name = "", command = ""]) => [name.trim(), command] as const,
    ),
  );
  const named = rows.filter((name) => name !== "" && name !== "row" && !/^-+$/.test(name));
  expect(named.length).toBeGreaterThan(20);
  for (const name of named) {
    const [, patterns] =
      /(?:check(?: --traces)?|cost(?: --code)?|matrix) ?(.*)$/.exec(commands.get(name) ?? "") ?? [];
    expect(patterns, name).toBeDefined();
    if (patterns === "") continue; // the matrix takes all
    for (const pattern of (patterns as string).replaceAll("'", "").split(" "))
      expect(globSync(pattern).length, `${name}: ${pattern}`).toBeGreaterThan(0);
  }
});

test("what is to be pasted has at most 72 columns, a row, and a run with the command that replays it", () => {
  const blocks = [...page.matchAll(/^```text\n([^]*?)^```$/gm)].map(([, block = ""]) => block);
  expect(blocks).toHaveLength(6);
  for (const block of blocks) {
    for (const line of block.split("\n")) expect(line.length, line).toBeLessThanOrEqual(72);
    expect(block).toMatch(/^[\w :,[\]]+: /);
    expect(block).toMatch(/^ {2}npx fd-reservation (?:cost|matrix)/m);
    const [command = "", token = "", file = ""] =
      /^ {2}npx fd-reservation replay \\\n {4}(v2:\S+(?:\\\n\S+)*) \\\n {4}(\S+)$/m.exec(block) ?? [];
    const [, scenario = ""] = /^run: ([^]*?)\n {2}npx/m.exec(block) ?? [];
    const [, named = "", run = ""] = /^ {2}fd-reservation .*\n([^]*?)\n\n([^]*)/m.exec(block) ?? [];
    expect(named).toContain(` ${file}`);
    // The command runs as it stands, and what it replays is this run of this scenario.
    const { code, out } = runShared(["replay", token.replaceAll("\\\n", ""), file]);
    expect([code, out], command).toEqual([0, expect.stringContaining(run.trimEnd())]);
    expect(out.replace(/\s+/g, " ")).toContain(`THE SAME RUN ${scenario} `.replace(/\s+/g, " "));
    // check prints all of it, why it went wrong, and the same command.
    const checked = runShared(["check", "--traces", file]).out;
    for (const part of [run.trimEnd(), command.replace("npx", "again:")]) expect(checked).toContain(part);
    expect(block).toMatch(/^ {2}before {4}table@/m);
  }
});

function cellsOf(row: string): string[] {
  const [line = ""] = page.split("\n").filter((candidate) => candidate.startsWith(`| ${row} |`));
  return line
    .split(" | ")
    .slice(1)
    .map((cell) => cell.replace(/ \|$/, ""));
}

test("when a sibling finds the number taken, and can use it, is what the runs come to", () => {
  const taken = cellsOf("when a sibling finds the number taken (dup2 onto it: EBUSY)");
  expect(taken).toEqual(Array.from({ length: 6 }, () => "from the reservation on"));
  const usable = cellsOf("when a sibling can use the number");
  expect(usable.map((cell) => /^at the (?:install|return)/.exec(cell)?.[0])).toEqual(
    ["install", "install", "return", "return", "return", "install"].map((when) => `at the ${when}`),
  );
  const program = readFileSync("scripts/exit-time-install.ts", "utf8");
  expect(program, "no cell is written by hand").not.toMatch(/^ {4}(?:usable|taken): "/m);
});

test("two call sites of slots put a file by hand, as the page says, and FD_PREPARE none", () => {
  const { callSites } = JSON.parse(readFileSync("docs/data/cleanup.json", "utf8")) as CodeReport;
  const undoing = (design: string): string[] =>
    callSites.filter((site) => site.design === design && site.cleanUpExits > 0).map(({ file }) => file);
  const exceptions = ["binder-fixups", "fanotify-read"].map((name) => `examples/callsites/${name}/slots.ts`);
  expect(undoing("slots")).toEqual(exceptions);
  for (const file of exceptions) expect(readFileSync(file, "utf8")).toContain("raw.fput(current, file)");
  expect(undoing("prepare")).toEqual([]);
  expect(page).toContain("examples/callsites/{fanotify-read,binder-fixups}/slots.ts");
});

test("each of the eleven regressions has what brought it and what fixed it, as the records of the bugs say", () => {
  const [, list = ""] = /\n## Regressions of the conversions\n([^]*)$/.exec(page) ?? [];
  const lines = list.split("\n").filter((line) => line.startsWith("- "));
  expect(lines).toHaveLength(11);
  for (const line of lines) {
    const name = /^- \[([\w-]+)\]/.exec(line)?.[1];
    const { brought, fixed } = name === undefined ? HANDSHAKE_CONVERSION : (FACTS[name] as Facts);
    for (const commit of [brought, fixed]) {
      if ("notVerified" in commit) expect.unreachable(line);
      expect(line).toContain("id" in commit ? commit.id : commit.none);
    }
  }
  // The bug of the same function, from before, names both.
  const { note } = FACTS["handshake-accept"] as Facts;
  for (const commit of [HANDSHAKE_CONVERSION.brought, HANDSHAKE_CONVERSION.fixed])
    expect(note).toContain("id" in commit ? commit.id : commit);
});

test("a tracer finds either commit made: task work runs before the stop", () => {
  for (const row of ["A tracer turns a failure into success", "A tracer turns success into a failure"])
    expect(new Set(cellsOf(row)).size, row).toBe(1);
});

test("what DRM leaves open today, slots put", () => {
  const [today, token, first, slots, byWork, ignoring] = cellsOf(
    "The ioctl core cannot tell the number, after the handler has returned (DRM)",
  );
  const [open, put] = ["a descriptor is open that the caller does not know", "-EFAULT, and nothing is open"];
  expect([today, token, ignoring]).toEqual([open, open, open]);
  expect([first, slots, byWork]).toEqual([put, put, put]);
});

test("each answer has one objection", () => {
  const [, answers = ""] = /\n## The answers\n([^]*?)\n## /.exec(page) ?? [];
  expect(answers.match(/^\*\*[^*]+\.\*\* /gm)).toHaveLength(6);
  expect(answers.match(/^\*Against:\* /gm)).toHaveLength(6);
});

test("no run on the page is longer than a reader follows", () => {
  for (const [block] of page.matchAll(/^```run\n[^]*?^```$/gm))
    expect(block.split("\n").length, block.slice(0, 60)).toBeLessThan(120);
});
