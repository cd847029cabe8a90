/** What counts as clean-up, as an exit, and as a line of code. */
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { measureCleanUp } from "../../src/matrix/clean-up.js";

function measure(body: string): object | undefined {
  return measureCleanUp(
    ts,
    "raw.ts",
    `import { x } from "y";\n${body}\nexport default scenarioOf("raw", f);\n`,
  );
}

function counts(body: string): (number | undefined)[] {
  const counted = measureCleanUp(
    ts,
    "raw.ts",
    `function f() {\n${body}\n}\nexport default scenarioOf("raw", f);`,
  );
  return [counted?.cleanUpStatements, counted?.cleanUpLines, counted?.exits, counted?.cleanUpExits];
}

test("a file without a scenario is no call site", () => {
  expect(measureCleanUp(ts, "scenario.ts", "export function scenarioOf() { return 0; }")).toBeUndefined();
});

test("lines: without blanks, comments, imports, types and scenarios", () => {
  expect(
    measure(`
/** What f does. */
type Quiet = number;

function f(): number {
  // a comment alone
  return 0; // one beside code
}`),
  ).toEqual({ lines: 3, cleanUpStatements: 0, cleanUpLines: 0, exits: 0, cleanUpExits: 0 });
});

describe("an exit", () => {
  test("is a return, throw or jump before the end of a function", () => {
    expect(
      counts("if (a) return 1;\nif (b) throw new Error();\nout: { if (c) break out; }\nreturn 0;"),
    ).toEqual([0, 0, 3, 0]);
  });

  test("leaving a loop is none", () => {
    expect(counts("for (;;) break;")).toEqual([0, 0, 0, 0]);
  });

  test("cleans up when its block undoes", () => {
    expect(
      counts("if (a) {\nraw.putUnusedFd(current, fd);\nreturn a;\n}\nif (b) return b;\nreturn 0;"),
    ).toEqual([1, 1, 2, 1]);
  });

  test("cleans up when it jumps to where it is done", () => {
    expect(
      counts(
        "out: {\nif (a) break out;\nif (b) break out;\nreturn 0;\n}\nraw.fput(current, file);\nreturn -1;",
      ),
    ).toEqual([1, 1, 3, 2]);
  });
});

describe("clean-up", () => {
  test.each([
    ["a put", "raw.putUnusedFd(current, fd);"],
    ["a disposal", "file[Symbol.dispose]();"],
    ["a count that goes down", "memory.add(count, -1);"],
    ["a child that ends", "child.exit();"],
    ["a savepoint", "fd.discard();"],
  ])("is %s", (_, statement) => {
    expect(counts(statement)).toEqual([1, 1, 0, 0]);
  });

  test("is no store to user space, and no count that goes up", () => {
    expect(counts("raw.putUser(current, user, fd);\nmemory.add(count, 1);")).toEqual([0, 0, 0, 0]);
  });

  test("takes the lines of a loop or a test that stands there for it alone", () => {
    expect(
      counts("for (const { file, fd } of all) {\nraw.fput(current, file);\nif (fd >= 0) put(fd);\n}"),
    ).toEqual([1, 1, 0, 0]);
    expect(
      counts(
        "for (const { file, fd } of all) {\nraw.fput(current, file);\nif (fd >= 0) raw.putUnusedFd(fd);\n}",
      ),
    ).toEqual([2, 4, 0, 0]);
  });

  test("is what a function of the file does that only undoes", () => {
    const text = `function undo(a) {
  raw.fput(a);
}
function f() {
  undo(b);
}
export default scenarioOf("raw", f);`;
    expect(measureCleanUp(ts, "raw.ts", text)).toMatchObject({ cleanUpStatements: 2, cleanUpLines: 2 });
  });

  test("takes the lines of a class that exists for its disposal, and its statements are those of the disposal", () => {
    const text = `class Owned implements Disposable {
  readonly items = [];
  [Symbol.dispose]() {
    undo(this.items);
    log();
  }
}
export default scenarioOf("token", f);`;
    expect(measureCleanUp(ts, "token.ts", text)).toEqual({
      lines: 7,
      cleanUpStatements: 2,
      cleanUpLines: 7,
      exits: 0,
      cleanUpExits: 0,
    });
  });
});
