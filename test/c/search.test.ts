/** Paths through functions in our own words: each mistake is found, and what is right is silent. */
import { describe, expect, test } from "vitest";
import { Facts } from "../../src/c/facts.js";
import { FunctionExplorer, type FunctionOptions } from "../../src/c/search.js";
import { SourceIndex } from "../../src/c/source-index.js";
import type { FunctionDefinition } from "../../src/c/unit.js";
import type { FunctionReport } from "../../src/c/report.js";
import { formatTrace, replay } from "fd-reservation/explore";
import { samples } from "./corpus.js";
import { programs } from "./programs.js";

/** Explores a function of a text. */
function explore(
  source: string,
  name: string,
  options: FunctionOptions = {},
): {
  readonly report: FunctionReport;
  readonly explorer: FunctionExplorer;
  readonly definition: FunctionDefinition;
} {
  const index = new SourceIndex(new Facts());
  const definition = index.add("a.c", source).functions.get(name);
  if (definition === undefined) throw new Error(`${name} is not found`);
  const explorer = new FunctionExplorer(index, options);
  return { report: explorer.explore(definition), explorer, definition };
}

const short = ({ findings }: FunctionReport): string[] =>
  findings.map(({ kind, line, doubt }) => `${kind}@${line}${doubt === undefined ? "" : "?"}`).sort();

test.each(Object.entries(samples))("%s", (_, { source, name, finds }) => {
  const { report } = explore(source, name);
  expect(short(report)).toEqual(finds);
  expect(report.refusals).toEqual([]);
});

describe("verdicts", () => {
  const verdict = (source: string, name: string): string => explore(source, name).report.verdict;

  test("each of them", () => {
    expect(verdict(programs.right, "thing_create")).toBe("holds");
    expect(verdict(programs.leaksBoth, "export_it")).toBe("violated");
    expect(verdict(programs.failsAfterInstall, "device_ioctl")).toBe("left open");
    const doubted = samples["what a function that is not read may have kept is in doubt"];
    expect(verdict(doubted?.source ?? "", "f")).toBe("unsure");
    expect(verdict("int f(void) { goto *p; }", "f")).toBe("refused");
  });

  test("what was not read is told, and loops that were cut", () => {
    const { report } = explore(programs.loops, "look_up");
    expect(report.coverage).toBe("BOUNDED");
    const { report: right } = explore(programs.right, "thing_create");
    expect([right.coverage, right.unread]).toEqual(["EXHAUSTIVE", []]);
  });

  test("what the interpreter itself throws is told, and no other path stands for it", () => {
    class Broken extends Facts {
      override effectOf(name: string): ReturnType<Facts["effectOf"]> {
        if (name === "fd_install") throw new TypeError("the interpreter is wrong");
        return super.effectOf(name);
      }
    }
    const source =
      "int f(int a, struct file *file) { int fd = get_unused_fd_flags(0); if (fd < 0) return fd; if (a) { fd_install(fd, file); return fd; } put_unused_fd(fd); return 0; }";
    const index = new SourceIndex(new Broken());
    const definition = index.add("a.c", source).functions.get("f") as FunctionDefinition;
    const report = new FunctionExplorer(index).explore(definition);
    expect([report.verdict, report.coverage, report.refusals]).toEqual([
      "refused",
      "BOUNDED",
      ["TypeError: the interpreter is wrong"],
    ]);
  });

  test("where paths are too many, the same ones are run each time", () => {
    const tests = Array.from(
      { length: 12 },
      (_, at) => `if (place->flag${at}) number = number * 2 + 1;`,
    ).join("\n");
    const source = `int f(struct place *place, int number) { number = 0; int fd = get_unused_fd_flags(0); if (fd < 0) return fd; ${tests} if (number == 0) put_unused_fd(fd); return 0; }`;
    const [one, other] = [explore(source, "f", { maxPaths: 60 }), explore(source, "f", { maxPaths: 60 })];
    expect(one.report).toEqual(other.report);
    expect([one.report.coverage, one.report.paths, one.report.verdict]).toEqual(["BOUNDED", 120, "violated"]);
  });
});

describe("a finding is a run of the explorer", () => {
  test("with its calls at lines of C, its choices, why, and a token that replays it", () => {
    const { report, explorer, definition } = explore(programs.leaksBoth, "export_it");
    const finding = report.findings.find(({ kind }) => kind === "file leak");
    if (finding === undefined) throw new Error("nothing is found");
    const trace = explorer.trace(definition, finding);
    if (trace === undefined) throw new Error("no trace");
    expect(trace.violation).toMatchObject({ rule: "file leak", message: `file leak: ${finding.message}` });
    expect(trace.failures).toMatchObject([{ code: "EFAULT", where: "copy_to_user" }]);
    expect(trace.steps.map(({ operation, source }) => [operation, source?.file, source?.line])).toEqual(
      expect.arrayContaining([
        ["get_unused_fd_flags", "a.c", 10],
        ["anon_inode_getfile", "a.c", 13],
        ["copy_to_user", "a.c", 19],
      ]),
    );
    expect(trace.why).toContain("copy_to_user");
    expect(formatTrace(trace)).toContain(":13");
    const scenario = explorer.scenario(definition, finding);
    expect(replay(scenario, trace.token ?? "").diverged).toBeUndefined();
  });
});
