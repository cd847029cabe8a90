/** The filter of the panel of examples: every word must be there, and a design narrows to itself. */
import { expect, test } from "vitest";
import { withWords } from "../../docs/.vitepress/play/find-examples.js";
import type { PlayExample } from "../../scripts/site/examples.js";

const variant = (name: string, design: string) => ({ name, design, source: "" });
const bug: PlayExample = {
  name: "bugs/vmwgfx-fence",
  group: "Bugs of the past",
  title: "CVE-2022-22942: a freed file stays open",
  prose: "The copy to user space fails.",
  variants: [variant("bugs/vmwgfx-fence/raw", "raw"), variant("bugs/vmwgfx-fence/token", "token")],
};
const race: PlayExample = {
  name: "races/table",
  group: "Races between tasks",
  title: "Tasks that share a table",
  prose: "Raw accesses.",
  variants: [variant("races/table", "table")],
};

function found(words: string): string[] {
  return withWords([bug, race], words).flatMap(({ variants }) => variants.map(({ name }) => name));
}

test.each([
  ["", ["bugs/vmwgfx-fence/raw", "bugs/vmwgfx-fence/token", "races/table"]],
  ["  2022 ", ["bugs/vmwgfx-fence/raw", "bugs/vmwgfx-fence/token"]],
  ["cve freed", ["bugs/vmwgfx-fence/raw", "bugs/vmwgfx-fence/token"]],
  ["freed token", ["bugs/vmwgfx-fence/token"]],
  ["vmwgfx", ["bugs/vmwgfx-fence/raw", "bugs/vmwgfx-fence/token"]],
  ["raw", ["bugs/vmwgfx-fence/raw", "races/table"]],
  ["freed races", []],
])("%j", (words, names) => expect(found(words)).toEqual(names));
