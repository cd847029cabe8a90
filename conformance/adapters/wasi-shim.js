/** @bjorn3/browser_wasi_shim: its calls, beside a directory that takes number 0; so its numbers are one higher. */
import { Fd, WASI } from "@bjorn3/browser_wasi_shim";

const [SUCCESS, BADF] = [0, 8];

/** A file of which only the number matters, and the directory that opens it. */
class OneFile extends Fd {
  path_open() {
    return { ret: 0, fd_obj: new OneFile() };
  }
  fd_close() {
    return 0;
  }
}

export default {
  name: "@bjorn3/browser_wasi_shim",
  create() {
    const wasi = new WASI([], [], [new OneFile()], { debug: false });
    const memory = { buffer: new ArrayBuffer(64) };
    wasi.inst = { exports: { memory } };
    /** @param {number} error */
    const named = (error) => (error === SUCCESS ? 0 : error === BADF ? "EBADF" : `WASI error ${error}`);
    return {
      open() {
        const error = wasi.wasiImport.path_open(0, 0, 16, 4, 0, 0n, 0n, 0, 8);
        return error === SUCCESS ? new DataView(memory.buffer).getUint32(8, true) - 1 : named(error);
      },
      close: ({ fd }) => named(wasi.wasiImport.fd_close(fd < 0 ? fd : fd + 1)),
    };
  },
};
