/** A WebAssembly program of wasi-libc opens, duplicates, closes and renumbers through FdTable, and finds what POSIX promises. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Host {
  readonly output: string;
  readonly files: Map<string, { readonly bytes: Uint8Array }>;
  run(program: Uint8Array): Promise<number>;
}

const folder = new URL("../../examples/wasi-host/", import.meta.url);
const { Host: WasiHost } = (await import(new URL("host.js", folder).href)) as { Host: new () => Host };

test("the program of examples/wasi-host finds every number as it expects", async () => {
  const host = new WasiHost();
  const code = await host.run(readFileSync(new URL("program.wasm", folder)));
  expect({ code, output: host.output.trim().split("\n") }).toEqual({
    code: 0,
    output: [
      "log: 4",
      "data: 5",
      "close(log): 0",
      "opened again: 4",
      "a duplicate: 6",
      "close(data): 0",
      "no such file: -1",
      "its number is free: 5",
      "renumber: 0",
      "close(copy): -1",
    ],
  });
  const text = new TextDecoder().decode(host.files.get("data")?.bytes);
  expect(text).toBe("one two three four"); // one offset for both numbers
});
