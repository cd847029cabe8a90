/** Paths that come together: functions with more paths than anybody can run end, and nothing that is wrong is lost. */
import { describe, expect, test } from "vitest";
import { Facts } from "../../src/c/facts.js";
import type { FunctionReport } from "../../src/c/report.js";
import { FunctionExplorer } from "../../src/c/search.js";
import { SourceIndex } from "../../src/c/source-index.js";
import type { FunctionDefinition } from "../../src/c/unit.js";

function explore(body: string, before = ""): FunctionReport {
  const index = new SourceIndex(new Facts());
  const head = "int f(struct place *place, struct request *request, int number, unsigned int flags)";
  const { functions } = index.add("a.c", `${before}\n${head}\n{\n${body}\n}\n`);
  return new FunctionExplorer(index).explore(functions.get("f") as FunctionDefinition);
}

const kindsOf = ({ findings }: FunctionReport): string[] => findings.map(({ kind }) => kind).sort();

/** Twenty branches that have nothing to do with each other. */
const branches = (text: (at: number) => string): string =>
  Array.from({ length: 20 }, (_, at) => text(at)).join("\n");
const fields = branches((at) => `if (request->field${at}) set_it(place, ${at}); else clear_it(place);`);
const reserve = "int fd; int err = 0; fd = get_unused_fd_flags(0); if (fd < 0) return fd;";

describe("2^20 paths are run as a few", () => {
  test.each([
    ["before", `int fd; ${fields} fd = get_unused_fd_flags(0); if (fd < 0) return fd;`, ""],
    ["between", `${reserve} ${fields}`, ""],
    ["after", reserve, fields],
    ["of bits that are tested once", reserve, branches((at) => `if (flags & FLAG_${at}) set_it(place, 1);`)],
    [
      "of results that are forgotten",
      reserve,
      branches((at) => `err = ask_${at}(place); if (err) print_it(err);`),
    ],
    [
      "in loops",
      reserve,
      branches(
        (at) =>
          `list_for_each_entry(place, &request->list${at}, link) { if (place->field) set_it(place, 1); number = 3; }`,
      ),
    ],
    [
      "with goto",
      reserve,
      branches((at) => `if (request->a${at}) goto other${at}; set_it(place, 1); other${at}:`),
    ],
  ])("%s the calls in question", (_, first, last) => {
    const right = explore(`${first} put_unused_fd(fd); ${last} return 0;`);
    expect([right.verdict, right.coverage, kindsOf(right)]).toEqual(["holds", "EXHAUSTIVE", []]);
    expect(right.paths).toBeLessThan(200);
    const wrong = explore(`${first} ${last} return 0;`);
    expect([wrong.verdict, wrong.coverage]).toEqual(["violated", "EXHAUSTIVE"]);
    expect(kindsOf(wrong)).toEqual(["reserved descriptor left"]);
  });

  test("in a helper", () => {
    const helper = `static int prepare(struct request *request, struct place *place, int fd) { ${fields} if (place->closed) return -EBUSY; if (request->none) put_unused_fd(fd); return 0; }`;
    const report = explore(
      `${reserve} err = prepare(request, place, fd); if (err) return err; return fd;`,
      helper,
    );
    expect([report.coverage, report.verdict]).toEqual(["EXHAUSTIVE", "violated"]);
  });
});

describe("what must stay apart stays apart", () => {
  test.each([
    ["the same test twice", "if (number) fd = get_unused_fd_flags(0);", "if (number) put_unused_fd(fd);"],
    [
      "a field tested twice",
      "if (place->a) fd = get_unused_fd_flags(0);",
      "if (place->a) put_unused_fd(fd);",
    ],
    [
      "a bit tested twice",
      "if (flags & FLAG) fd = get_unused_fd_flags(0);",
      "if (flags & FLAG) put_unused_fd(fd);",
    ],
    [
      "a flag that a branch sets",
      "int is_ours = 0; if (place->a) { fd = get_unused_fd_flags(0); is_ours = 1; }",
      "if (is_ours) put_unused_fd(fd);",
    ],
    [
      "a comparison",
      "if (number == place->a) fd = get_unused_fd_flags(0);",
      "if (number == place->a) put_unused_fd(fd);",
    ],
    [
      "a question asked twice",
      "if (is_open(place)) fd = get_unused_fd_flags(0);",
      "if (is_open(place)) put_unused_fd(fd);",
    ],
  ])("%s", (_, first, last) => {
    const report = explore(
      `int fd = -1; ${first} if (fd < 0 && fd != -1) return fd; ${fields} ${last} return 0;`,
    );
    expect([report.verdict, report.coverage, kindsOf(report)]).toEqual(["holds", "EXHAUSTIVE", []]);
  });

  test("an error that leads to a label, and is tested again there", () => {
    const report = explore(`${reserve} ${fields}
      err = start_it(place);
      if (err) goto out;
      err = 0;
      fd_install(fd, place->file);
      return fd;
    out:
      if (err) put_unused_fd(fd);
      return err;`);
    expect([report.verdict, report.coverage]).toEqual(["holds", "EXHAUSTIVE"]);
  });

  test("labels that unwind, one of which is left out", () => {
    const steps = branches(
      (at) => `if (start_${at}(place)) { err = -EIO; goto ${at === 13 ? "out" : "put"}; }`,
    );
    const report = explore(`${reserve} ${steps} put: put_unused_fd(fd); out: return err;`);
    expect([report.coverage, kindsOf(report)]).toEqual(["EXHAUSTIVE", ["reserved descriptor left"]]);
    expect(report.findings[0]?.events.map(({ line }) => line)).toContain(17);
  });

  test("two branches that are wrong only together", () => {
    const report = explore(`struct file *file; ${reserve} file = fget(number);
      if (place->a) { fput(file); err = 1; }
      ${fields}
      if (request->b && err) fput(file);
      put_unused_fd(fd);
      if (!err) fput(file);
      return 0;`);
    expect(kindsOf(report)).toContain("double put");
  });
});

test("the shorter way to a state is the one that is told", () => {
  const long = "a_1(place); a_2(place); a_3(place); a_4(place); a_5(place);";
  const { findings } = explore(`${reserve} if (place->a) { ${long} } if (place->b) { ${long} } return 0;`);
  const short = explore(`${reserve} return 0;`).findings[0]?.steps ?? 0;
  expect(findings[0]?.steps).toBeLessThanOrEqual(short + 2);
});

test("a loop that only its body ends goes round until its state is one that it has had", () => {
  const report = explore(
    `${reserve} again: err = try_it(place); if (err == -EAGAIN) goto again; put_unused_fd(fd); return err;`,
  );
  expect([report.verdict, report.coverage]).toEqual(["holds", "EXHAUSTIVE"]);
});
