/** The JavaScript tables that are compared: this model's kernel and its peers, each through its narrowest calls. */
import { createRequire } from "node:module";
import path from "node:path";
import { Fd, WASI } from "@bjorn3/browser_wasi_shim";
import { Volume } from "memfs";
import {
  allocFile,
  closeFd,
  fdInstall,
  getFile,
  getUnusedFdFlags,
  initTask,
  Kernel,
} from "fd-reservation/kernel";
import { FdTable } from "fd-reservation/table";
import type { DescriptorTable } from "./patterns.js";
import { plainName, PlainTable } from "./plain.js";

const require = createRequire(import.meta.url);

/** A package whose table is measured. */
export interface Contender {
  readonly name: string;
  /** What one operation runs, for the reader of the table. */
  readonly calls: string;
  /** A table with descriptors 0 to size - 1 (or the peer's own first numbers) open. */
  readonly fill: (size: number) => Filled | Promise<Filled>;
}

/** A table that is full up to a size. */
export interface Filled {
  readonly table: DescriptorTable;
  /** The open descriptors, in the order in which they were opened. */
  readonly live: Int32Array;
}

function fillByOpening(table: DescriptorTable, size: number): Filled {
  return { table, live: Int32Array.from({ length: size }, () => table.open()) };
}

const model: Contender = {
  name: "fd-reservation",
  calls: "getUnusedFdFlags + getFile + fdInstall, closeFd",
  fill(size) {
    const limit = Math.max(1024, size * 2);
    const kernel = new Kernel({ nrOpen: Math.max(1048576, limit), rlimitNofile: limit });
    const task = initTask(kernel);
    const file = allocFile(kernel);
    return fillByOpening(
      {
        open() {
          const fd = getUnusedFdFlags(kernel, task, 0);
          getFile(kernel, file);
          fdInstall(kernel, task, fd, file);
          return fd;
        },
        close(fd) {
          closeFd(kernel, task, fd);
        },
      },
      size,
    );
  },
};

/** A table for runtimes: every open makes an open file description, every close releases one. */
const forRuntimes: Contender = {
  name: "fd-reservation/table",
  calls: "FdTable.open, close",
  fill(size) {
    const limit = Math.max(1024, size * 2);
    const table = new FdTable<object>({ limit, maximum: Math.max(1048576, limit) });
    const object = {};
    return fillByOpening({ open: () => table.open(object), close: (fd) => void table.close(fd) }, size);
  },
};

const plain: Contender = {
  name: plainName,
  calls: "open and close of one file, nothing else",
  fill: (size) => fillByOpening(new PlainTable(size * 2), size),
};

/** The part of memfs that keeps descriptors, behind its file system calls. */
interface Superblock {
  maxFiles: number;
  getLink(steps: string[]): unknown;
  openLink(link: unknown, flags: number, resolveSymlinks: boolean, name: string): { fd: number };
  close(fd: number): void;
}

const memfs: Contender = {
  name: "memfs",
  calls: "openLink (no path walk), close",
  fill(size) {
    const volume = Volume.fromJSON({ "/file": "" });
    const core = (volume as unknown as { _core: Superblock })._core;
    core.maxFiles = size * 2 + 1024;
    const link = core.getLink(["file"]);
    return fillByOpening(
      {
        open: () => core.openLink(link, 0, false, "/file").fd,
        close: (fd) => core.close(fd),
      },
      size,
    );
  },
};

const zenfs: Contender = {
  name: "@zenfs/core",
  calls: "toFD, deleteFD (no path walk)",
  async fill(size) {
    const { deleteFD, fromFD, toFD } = await import("@zenfs/core/vfs/file.js");
    const { createChildContext, defaultContext } = await import("@zenfs/core/internal/contexts.js");
    const { fs } = await import("@zenfs/core");
    fs.writeFileSync("/file", "");
    const opened = fs.openSync("/file", "r");
    const handle = fromFD(defaultContext, opened);
    const context = createChildContext(defaultContext);
    // Opening one by one walks the whole table each time; the numbers are the ones it would give.
    for (let fd = 0; fd < size; fd++) context.descriptors.set(fd, handle);
    return {
      table: { open: () => toFD(handle, context), close: (fd) => void deleteFD(context, fd) },
      live: Int32Array.from({ length: size }, (_, fd) => fd),
    };
  },
};

/** The part of @tybys/wasm-util that keeps descriptors. */
interface WasmUtilTable {
  fds: (object | undefined)[];
  used: number;
  size: number;
  insert(...file: unknown[]): { id: number };
  remove(fd: number): void;
}

interface WasmUtilDescriptors {
  readonly FileDescriptor: new (...file: unknown[]) => object;
  readonly FileDescriptorTable: new (options: object) => WasmUtilTable;
}

const wasmUtil: Contender = {
  name: "@tybys/wasm-util",
  calls: "insert, remove",
  fill(size) {
    const main = require.resolve("@tybys/wasm-util");
    const { FileDescriptor, FileDescriptorTable } = require(
      path.join(path.dirname(main), "wasi/fd.js"),
    ) as WasmUtilDescriptors;
    const table = new FileDescriptorTable({ size: Math.max(4, size), in: 0, out: 1, err: 2 });
    // As in zenfs: opening one by one would walk the whole table each time.
    for (let fd = 3; fd < size; fd++)
      table.fds[fd] = new FileDescriptor(fd, 0, "/file", "/file", 4, 0n, 0n, 0);
    table.used = size;
    return {
      table: {
        open: () => table.insert(0, "/file", "/file", 4, 0n, 0n, 0).id,
        close: (fd) => table.remove(fd),
      },
      live: Int32Array.from({ length: size }, (_, fd) => fd),
    };
  },
};

/** A file of which only the descriptor matters, and the directory that opens it. */
class OneFile extends Fd {
  override path_open(): { ret: number; fd_obj: Fd | null } {
    return { ret: 0, fd_obj: this };
  }
  override fd_close(): number {
    return 0;
  }
}

const wasiShim: Contender = {
  name: "@bjorn3/browser_wasi_shim",
  calls: "path_open (to a fixed file), fd_close",
  fill(size) {
    const wasi = new WASI([], [], [new OneFile()], { debug: false });
    const memory = { buffer: new ArrayBuffer(4096) };
    const view = new DataView(memory.buffer);
    wasi.inst = { exports: { memory } };
    const imports = wasi.wasiImport as Record<string, (...args: unknown[]) => number>;
    const { path_open: open, fd_close: close } = imports;
    if (open === undefined || close === undefined)
      throw new Error("browser_wasi_shim has changed its imports");
    return fillByOpening(
      {
        open() {
          open(0, 0, 16, 4, 0, 0n, 0n, 0, 8);
          return view.getUint32(8, true);
        },
        close: (fd) => void close(fd),
      },
      size,
    );
  },
};

/** The tables of this package, the model's first. */
const own = [model, forRuntimes];

/** Their names. */
export const ownNames: readonly string[] = own.map(({ name }) => name);

/** Every JavaScript table: this package's, the limit, and the peers. */
export const contenders: readonly Contender[] = [...own, plain, wasmUtil, zenfs, memfs, wasiShim];
