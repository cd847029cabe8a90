/** The scenarios as ordinary tests: `npx vitest run`. */
import { explore } from "fd-reservation/explore";
import { expect, test } from "vitest";
import usedAfterUnpin from "../misuse/used-after-unpin/pin.js";
import { againstReclaim, alone } from "../scenarios/pins.js";

test.each([alone, againstReclaim])("$name", (scenario) => {
  expect(explore(scenario)).toMatchObject({ verdict: "holds", coverage: "EXHAUSTIVE" });
});

test("the guard stops what is used after its end", () => {
  expect(explore(usedAfterUnpin).counterexample?.violation?.message).toMatch(/^PinError: write of a page/);
});
