/** Mistakes of descriptor tables that are in use, each on the table that has it and on ours. */
import { createRequire } from "node:module";
import path from "node:path";
import { Fd, WASI } from "@bjorn3/browser_wasi_shim";
import { errnoNumbers, FdTable } from "fd-reservation/table";
import { Volume } from "memfs";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/measurements.js";

const require = createRequire(import.meta.url);

/** A file of which only its closing matters. */
class OneFile extends Fd {
  override path_open(): { ret: number; fd_obj: Fd | null } {
    return { ret: 0, fd_obj: new OneFile() };
  }
  override fd_close(): number {
    return 0;
  }
}

interface Shim {
  readonly wasi: WASI;
  readonly open: () => number;
  readonly call: (name: "fd_close" | "fd_renumber", ...fds: number[]) => number;
}

/** browser_wasi_shim with descriptors 0 to 3 open. */
function shim(): Shim {
  const wasi = new WASI([], [], [new OneFile(), new OneFile(), new OneFile(), new OneFile()], {
    debug: false,
  });
  const memory = { buffer: new ArrayBuffer(64) };
  wasi.inst = { exports: { memory } };
  const calls = wasi.wasiImport as Record<string, (...args: unknown[]) => number>;
  return {
    wasi,
    open() {
      calls["path_open"]?.(0, 0, 16, 4, 0, 0n, 0n, 0, 8);
      return new DataView(memory.buffer).getUint32(8, true);
    },
    call: (name, ...fds) => calls[name]?.(...fds) as number,
  };
}

/** Ours, with descriptors 0 to 3 open. */
function ours(release?: (object: string) => void): FdTable<string> {
  const table = new FdTable<string>(release === undefined ? {} : { release });
  for (const object of ["a", "b", "c", "d"]) table.open(object);
  return table;
}

describe("renumbering a descriptor to itself", () => {
  test("@bjorn3/browser_wasi_shim closes it, and reports success", () => {
    const { wasi, call } = shim();
    expect(call("fd_renumber", 3, 3)).toBe(0);
    expect(wasi.fds[3]).toBeUndefined();
  });

  test("ours leaves it open", () => {
    const table = ours();
    expect([table.renumber(3, 3), table.get(3)]).toEqual([0, "d"]);
  });
});

describe("the number after a close", () => {
  test("@bjorn3/browser_wasi_shim never gives a number again", () => {
    const { open, call } = shim();
    expect([call("fd_close", 1), open()]).toEqual([0, 4]);
  });

  test("memfs counts down from 2^31 - 1, and gives the last closed one first", () => {
    const volume = Volume.fromJSON({ "/file": "" });
    const [first = 0, second = 0] = [volume.openSync("/file", "r"), volume.openSync("/file", "r")];
    expect(second).toBe(first - 1);
    volume.closeSync(second);
    volume.closeSync(first);
    expect(volume.openSync("/file", "r")).toBe(first);
  });

  test("ours is the lowest, as POSIX requires", () => {
    const table = ours();
    expect([table.close(1), table.close(0), table.open("x"), table.open("y")]).toEqual([0, 0, 0, 1]);
  });
});

describe("renumbering onto a file whose closing fails", () => {
  interface SyncTable {
    readonly fds: readonly ({ readonly fd: number } | undefined)[];
    insert(fd: number, ...rest: unknown[]): { readonly id: number };
    renumber(to: number, from: number): void;
  }

  test("@tybys/wasm-util keeps the closed file in its table, and moves nothing", () => {
    const { SyncTable } = require(path.join(root, "node_modules/@tybys/wasm-util/lib/cjs/wasi/fd.js")) as {
      SyncTable: new (options: object) => SyncTable;
    };
    const closed: number[] = [];
    const fs = {
      closeSync(fd: number) {
        closed.push(fd);
        throw new Error("EIO");
      },
    };
    const table = new SyncTable({ size: 8, in: 0, out: 1, err: 2, fs });
    const [to, from] = [
      table.insert(30, "/a", "/a", 4, 0n, 0n, 0).id,
      table.insert(31, "/b", "/b", 4, 0n, 0n, 0).id,
    ];
    expect(() => table.renumber(to, from)).toThrow("EIO");
    expect(closed).toEqual([30]);
    expect([table.fds[to]?.fd, table.fds[from]?.fd]).toEqual([30, 31]); // 30 is closed on the host
  });

  test("ours has moved, and the error reaches the caller", () => {
    const table = ours(() => {
      throw new Error("EIO");
    });
    expect(() => table.renumber(3, 1)).toThrow("EIO");
    expect([table.get(1), table.get(3)]).toEqual(["d", undefined]);
  });
});

describe("a pair of which only one fits", () => {
  // Emscripten's createPipe installs the first end before it looks for a number for the second (reported: no number is free
  // for ever). Its table is not on npm: here is what must hold.
  test("ours opens none, and the last number is still there", () => {
    const table = new FdTable<string>({ limit: 2 });
    table.open("a");
    expect(table.openPair("r", "w")).toBe(-errnoNumbers.EMFILE);
    expect(table.open("b")).toBe(1);
  });
});

describe("dup2 onto a number far away", () => {
  // wasmer grew its table to 4 G entries for dup2(fd, -1) (wasmer issue 6550).
  test("ours refuses what is not below the limit, and stays as it is", () => {
    const table = ours();
    for (const to of [-1, 2 ** 31 - 1, 2 ** 32 - 1, 1024])
      expect(table.dup2(0, to)).toBe(-errnoNumbers.EBADF);
    expect(table.open("x")).toBe(4);
  });
});
