/** Links into the playground: what is written is read again; what is damaged, unknown, old or too large is told. */
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { MOST_BYTES } from "../../docs/.vitepress/play/limits.js";
import { decodeState, encodeState, type PlayState } from "../../docs/.vitepress/play/state.js";

test.each<PlayState>([
  {},
  { source: "" },
  { source: 'const wrong = "ünï→code";\n', typesOnly: true },
  { example: "bugs/vmwgfx-fence/raw", design: "both", token: "v2:a4Bc:a12b3a4!20:kX3f", step: 0 },
  { source: "int f(void);", language: "c" },
])("%j", async (state) => {
  expect(await decodeState(`#${await encodeState(state)}`)).toEqual(state);
});

test("an address without a state has none", async () => {
  expect(await decodeState("")).toEqual({});
  expect(await decodeState("#a-heading")).toEqual({});
});

test("an earlier format opens its program, with a notice; its step is left out", async () => {
  const packed = deflateRawSync("export {};").toString("base64url");
  expect(await decodeState(`#v=1&design=both&step=4&src=${packed}`)).toEqual({
    source: "export {};",
    design: "both",
    notice:
      "The link is of an earlier format. Its program is opened. Its step 4 is not: steps are counted in another way now.",
  });
});

test.each([
  ["#v=3&src=abc", "of version 3, and this page knows versions 1 to 2"],
  ["#src=abc", "of version none"],
  ["#v=2&src=%%%", "damaged"],
  [`#v=2&src=${deflateRawSync("x".repeat(1000)).toString("base64url").slice(0, -3)}`, "damaged"],
  [`#v=2&src=${deflateRawSync("x".repeat(MOST_BYTES + 1)).toString("base64url")}`, "larger than 256 kB"],
  [`#v=2&src=${deflateRawSync("x".repeat(2 ** 28)).toString("base64url")}`, "larger than 256 kB"],
])("%.40s", async (hash, says) => {
  await expect(decodeState(hash)).rejects.toThrow(says);
});

test("what is as large as the playground takes is taken", async () => {
  const source = "x".repeat(MOST_BYTES);
  expect((await decodeState(`#${await encodeState({ source })}`)).source).toBe(source);
});

test("what makes no sense is left out", async () => {
  expect(await decodeState("#v=2&example=a&design=own2&step=-1&types=2")).toEqual({ example: "a" });
});
