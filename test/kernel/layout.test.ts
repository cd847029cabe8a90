/** The structures' offsets: fields lie apart, inside their size, and addresses stay even. */
import { expect, test } from "vitest";
import * as layout from "../../src/kernel/layout.js";

const structures = Object.entries<unknown>({ ...layout }).filter(
  (entry): entry is [string, { readonly size: number }] =>
    typeof entry[1] === "object" && entry[1] !== null && "size" in entry[1],
);

test("there are structures to check", () => {
  expect(structures.map(([name]) => name)).toEqual(
    expect.arrayContaining(["Fdtable", "FileStruct", "FilesStruct", "SignalStruct", "TaskStruct"]),
  );
});

test.each(structures)("the fields of %s begin apart and below its size", (_name, { size, ...fields }) => {
  const offsets = Object.values<number>(fields);
  expect(new Set(offsets).size).toBe(offsets.length);
  expect(Math.min(...offsets)).toBe(0);
  expect(Math.max(...offsets)).toBeLessThan(size);
});

test("bit 0 of a file's address can be a tag: what follows an even address by a structure's size is even", () => {
  for (const [name, { size }] of structures) expect(size % 2, name).toBe(0);
});

test("the embedded table of a files_struct ends where the structure ends", () => {
  expect(layout.FilesStruct.fdtab + layout.Fdtable.size).toBe(layout.FilesStruct.size);
});
