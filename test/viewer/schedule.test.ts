/** How the lanes of a schedule scroll. */
import { expect, test } from "vitest";
import { columnScroll } from "../../src/viewer/schedule.js";

const at = (row: number, scrolled: number): number =>
  columnScroll({ left: 86 + 150 * row, width: 150, row, room: 300, scrolled });

test("the marked column is wholly in sight, and the first one in sight is whole", () => {
  expect(at(0, 0)).toBe(0);
  expect(at(3, 0)).toBe(86 + 150 * 2);
  expect(at(3, 86 + 150 * 2)).toBe(86 + 150 * 2);
  expect(at(1, 86 + 150 * 2)).toBe(86 + 150);
  expect(at(0, 86 + 150 * 2)).toBe(0);
});

test("after a reader has scrolled, it begins with a whole column again", () => {
  expect(at(3, 86 + 150 * 2 + 40)).toBe(86 + 150 * 2);
  expect(at(3, 86 + 150 * 2 - 40)).toBe(86 + 150 * 2);
});
