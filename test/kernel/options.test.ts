/** The options of a kernel belong to a scheme: what is refused, what the refusal says, and how to change the scheme. */
import { describe, expect, test } from "vitest";
import {
  Kernel,
  KernelOptionError,
  tableScheme,
  withScheme,
  type KernelOptions,
} from "../../src/kernel/index.js";
import { listScheme } from "../fixtures/schemes/list.js";

/** What the kernel says of options that the types may know to be wrong. */
function refusal(options: object): string {
  try {
    new Kernel(options);
  } catch (error) {
    if (error instanceof KernelOptionError) return error.message;
    throw error;
  }
  return "accepted";
}

type OfSchemes = readonly [
  option: string,
  schemes: readonly ("tagged" | "slots")[],
  value: unknown,
  wrong: unknown,
  possible: string,
];

const ofPerTask: readonly OfSchemes[] = [
  ["commitVia", ["tagged", "slots"], "task-work", "later", '"glue" or "task-work" or "explicit"'],
  ["scopes", ["tagged", "slots"], "flat", "deep", '"nested" or "flat"'],
  ["unshareReserving", ["tagged", "slots"], "transfer", null, '"refuse" or "transfer" or "leave"'],
  ["scmRights", ["tagged", "slots"], "all-or-nothing", "all", '"prefix" or "all-or-nothing"'],
  ["spillSlots", ["tagged", "slots"], 1, 0, "an integer from 1 to 1024"],
  ["commitStore", ["tagged"], "plain", "", '"protocol" or "plain"'],
  ["neverInstalled", ["tagged"], "roll-back", true, '"bug" or "roll-back"'],
  ["failure", ["slots"], "negative", "minus", '"errno" or "negative"'],
  ["exitReserving", ["slots"], "leave", "drop", '"put" or "leave"'],
];

describe.each(ofPerTask)("%s", (option, owners, value, wrong, possible) => {
  test.each(owners)("is an option of the scheme %s", (scheme) => {
    expect(refusal({ scheme, [option]: value })).toBe("accepted");
  });

  test.each(owners)("is refused by the scheme %s with a value that it does not have", (scheme) => {
    const shown = typeof wrong === "number" ? wrong : JSON.stringify(wrong);
    expect(refusal({ scheme, [option]: wrong })).toBe(`${option} is ${shown}; it must be ${possible}`);
  });

  const others = (["tagged", "slots"] as const).filter((scheme) => !owners.includes(scheme));
  test.each<readonly [string, object]>([
    ["table", {}],
    ["table", { scheme: "table" }],
    ["list", { scheme: listScheme }],
    ...others.map((scheme) => [scheme, { scheme }] as const),
  ])("is refused where the scheme is %s", (scheme, options) => {
    const names = owners.map((owner) => `"${owner}"`);
    expect(refusal({ ...options, [option]: value })).toBe(
      `${option} is an option of the scheme ${names.join(" or ")}, and the scheme is "${scheme}": ` +
        `say scheme: ${names[0]}, or leave ${option} out`,
    );
  });

  test("may be there and undefined, as when options are put together", () => {
    expect(refusal({ [option]: undefined })).toBe("accepted");
  });
});

describe("scheme", () => {
  test.each(["per-task", "", "toString", 1, null])("is refused when it is %o", (scheme) => {
    expect(refusal({ scheme })).toBe(
      `scheme is ${JSON.stringify(scheme)}; it must be "table", "tagged", "slots" or a ReservationScheme`,
    );
  });

  test("is the table unless said otherwise", () => {
    expect(new Kernel().scheme).toBe(tableScheme);
    expect(new Kernel({ scheme: "tagged" }).scheme.name).toBe("tagged");
    expect(new Kernel({ scheme: listScheme }).scheme).toBe(listScheme);
  });

  test("of one's own must decide all", () => {
    expect(refusal({ scheme: { ...listScheme, put: undefined } })).toBe(
      'scheme "list" has no put as a ReservationScheme has',
    );
    expect(refusal({ scheme: { ...listScheme, commits: "no" } })).toMatch(/has no commits as/);
    expect(refusal({ scheme: {} })).toBe('scheme "undefined" has no name as a ReservationScheme has');
  });

  test("keeps at most twelve words in a task", () => {
    const taskWords = Array.from({ length: 13 }, (_, index) => `word_${index}`);
    expect(refusal({ scheme: { ...listScheme, taskWords } })).toBe(
      'scheme "list" keeps 13 words in each task; a task has room for 12',
    );
    expect(refusal({ scheme: { ...listScheme, taskWords: taskWords.slice(1) } })).toBe("accepted");
  });
});

test("an option that no scheme has is refused, with those that there are", () => {
  expect(refusal({ reservations: "per-task" })).toMatch(
    /^reservations is no option of a kernel with the scheme "table"; its options are bitsPerLong, .*, scheme$/,
  );
  expect(refusal({ scheme: "tagged", commitvia: "glue" })).toMatch(
    /scheme "tagged"; .*, scheme, commitVia, /,
  );
  expect(refusal({ toString: 1 })).toMatch(/^toString is no option/);
  expect(refusal({ lookup: "twice" })).toBe('lookup is "twice"; it must be "read-again" or "once"');
  expect(refusal({ fullBitsCopy: "all" })).toBe('fullBitsCopy is "all"; it must be "bits" or "words"');
});

describe("withScheme", () => {
  test("keeps the common options, and those of the scheme where it is the same", () => {
    const options: KernelOptions = { bitsPerLong: 4, guards: false, scheme: "tagged", scopes: "flat" };
    expect(withScheme(options, "tagged")).toEqual(options);
    expect(withScheme(options, "table")).toEqual({ bitsPerLong: 4, guards: false, scheme: "table" });
    expect(withScheme({ nrOpen: 100, scheme: listScheme }, "tagged")).toEqual({
      nrOpen: 100,
      scheme: "tagged",
    });
    expect(withScheme(undefined, "table")).toEqual({ scheme: "table" });
  });
});
