/** FdTable answers as the kernel of this machine does, in every result and every number. */
import fc from "fast-check";
import { checkTable } from "fd-reservation/table";
import { afterAll, describe, expect, test } from "vitest";
import { runs } from "../effort.js";
import { lookAfter } from "../oracle/look.js";
import { Machine, OracleUnavailable } from "../oracle/machine.js";
import { loneOperations, SPAN, type Result } from "../oracle/operation.js";
import { need, needs } from "../tools.js";
import { isHeld, TableSide, type HeldOperation } from "./side.js";

const machine = await Machine.start().catch((error: unknown) => {
  if (!(error instanceof OracleUnavailable)) throw error;
  return error;
});
const needed =
  machine instanceof Machine
    ? need(needs.oracle, true)
    : need({ ...needs.oracle, tool: `${needs.oracle.tool}: ${machine.message}` }, false);

/** Where the two part, if they do: the operations up to there with what each side has. */
async function difference(
  real: Machine,
  operations: readonly HeldOperation[],
  side = new TableSide(real.nrOpen),
): Promise<unknown> {
  const answers = await real.ask(0, { ask: "run", operations });
  for (const [index, [result, slots]] of answers.entries()) {
    const kernel = { result, slots };
    const answer = side.perform(operations[index] as HeldOperation);
    const table = { result: answer, slots: side.look(lookAfter(operations, index, answer, SPAN)) };
    const broken = index === answers.length - 1 ? checkTable(side.table) : [];
    if (JSON.stringify(kernel) !== JSON.stringify(table) || broken.length > 0)
      return { operations: operations.slice(0, index + 1), kernel, table, broken };
  }
  return undefined;
}

describe("FdTable against the real kernel", needed, () => {
  const real = machine as Machine;
  afterAll(() => real.stop());
  const wanted = runs({ fast: 2_000, usual: 5_000, long: 200_000 });

  test(`${wanted} operations agree`, { timeout: 3_600_000 }, async () => {
    let compared = 0;
    const drawn = loneOperations(120).map((list) =>
      list.filter((operation): operation is HeldOperation => {
        return isHeld(operation) && (operation.op !== "fDupfdQuery" || real.hasDupfdQuery);
      }),
    );
    const seed = Date.now() & 0x7fffffff;
    for (let batch = 0; compared < wanted; batch++) {
      await fc.assert(
        fc.asyncProperty(drawn, async (operations) => {
          if (operations.length > 0) expect(await difference(real, operations)).toBeUndefined();
          compared += operations.length;
        }),
        { numRuns: 50, seed: seed + batch },
      );
    }
    expect(compared).toBeGreaterThanOrEqual(wanted);
  });

  test("a wrong table is noticed", async () => {
    const operations: readonly HeldOperation[] = [{ op: "open", cloexec: false }];
    /** It passes the lowest free number over. */
    class Counting extends TableSide {
      override perform(operation: HeldOperation): Result {
        if (operation.op !== "open") return super.perform(operation);
        const filler = this.table.open({});
        const fd = super.perform(operation);
        this.table.close(filler);
        return fd;
      }
    }
    expect(await difference(real, operations, new Counting(real.nrOpen))).toMatchObject({
      kernel: { result: 0 },
      table: { result: 1 },
    });
  });
});
