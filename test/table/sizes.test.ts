/** What the table adds to a program that bundles it: the package's promise to authors of runtimes. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const ENTRY = new URL("../../src/table/index.ts", import.meta.url);

/** Bytes of a minified bundle of some exports, compressed by gzip. */
async function bundled(
  exports: string,
): Promise<{ readonly bytes: number; readonly inputs: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export ${exports} from ${JSON.stringify(ENTRY.pathname)};`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    metafile: true,
    write: false,
  });
  const [file] = outputFiles;
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {}).flatMap(([name, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [name] : [],
  );
  return { bytes: gzipSync(file?.contents ?? "", { level: 9 }).length, inputs };
}

test.each([
  { exports: "{ FdTable }", most: 12_600 },
  { exports: "*", most: 14_400 },
])("$exports takes at most $most bytes", async ({ exports, most }) => {
  const { bytes, inputs } = await bundled(exports);
  expect(bytes).toBeLessThanOrEqual(most);
  expect(inputs.filter((name) => /schemes\/(?!table\.ts)|explore|binding/.test(name))).toEqual([]);
});
