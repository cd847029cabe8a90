/** @tybys/wasm-util: the table of its WASI. */
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
// Which of its builds is resolved is a matter of conditions.
const folder = require.resolve("@tybys/wasm-util").replace(/(wasm-util).*/, "$1");
const { FileDescriptorTable } = require(path.join(folder, "lib/cjs/wasi/fd.js"));
const BADF = 8;

export default {
  name: "@tybys/wasm-util",
  create() {
    const table = new FileDescriptorTable({ size: 3, in: 0, out: 1, err: 2 });
    for (let fd = 0; fd < 3; fd++) table.remove(fd);
    return {
      open: () => table.insert(0, "/file", "/file", 4, 0n, 0n, 0).id,
      close({ fd }) {
        try {
          table.get(fd, 0n, 0n);
        } catch (error) {
          return error.errno === BADF ? "EBADF" : error.message;
        }
        table.remove(fd);
        return 0;
      },
    };
  },
};
