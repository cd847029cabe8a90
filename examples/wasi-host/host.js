/**
 * A small WASI host (preview 1) whose descriptors are an FdTable: files in memory, one directory, standard output.
 *
 * What a call does about descriptors is a line or two: the table has the numbers, the offsets, the flags and the errors,
 * and the host has files.
 */
/* global TextDecoder, WebAssembly */
import { F_GETFL, F_SETFL, FdTable, O_APPEND, wasiErrno } from "fd-reservation/table";

const [SUCCESS, INVAL, NOSYS, NOTDIR, NOENT, EXIST, BADF] = [0, 28, 52, 54, 44, 20, 8];
const [CHARACTER_DEVICE, DIRECTORY, REGULAR_FILE] = [2, 3, 4];
const [CREAT, , EXCL, TRUNC] = [1, 2, 4, 8];
const [APPEND] = [1];
const ALL_RIGHTS = 0x1fffffffn;

/** A file in memory, of which many may be open. */
class Inode {
  bytes = new Uint8Array();
}

/** What stands behind a number. @typedef {{ readonly type: number, readonly inode: Inode }} Handle */

/** The program has called exit. */
class Exit extends Error {
  /** @param {number} code */
  constructor(code) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** A process: its table, its files and its memory. */
export class Host {
  /** What the program has written to standard output and standard error. */
  output = "";
  /** @type {Map<string, Inode>} */
  files = new Map();
  /** @type {FdTable<Handle>} */
  table = new FdTable();
  /** @type {WebAssembly.Memory | undefined} */
  #memory;

  constructor() {
    for (const type of [CHARACTER_DEVICE, CHARACTER_DEVICE, CHARACTER_DEVICE, DIRECTORY])
      this.table.open({ type, inode: new Inode() });
  }

  get #view() {
    return new DataView(/** @type {WebAssembly.Memory} */ (this.#memory).buffer);
  }

  /** @param {number} address @param {number} length */
  #text(address, length) {
    return new TextDecoder().decode(new Uint8Array(this.#view.buffer, address, length).slice());
  }

  /** Pieces of memory, as readv and writev take them. @param {number} address @param {number} count */
  *#pieces(address, count) {
    for (let at = address; at < address + 8 * count; at += 8) {
      const view = this.#view;
      yield new Uint8Array(view.buffer, view.getUint32(at, true), view.getUint32(at + 4, true));
    }
  }

  /** The calls that a program imports. */
  imports = {
    fd_close: (fd) => wasiErrno(this.table.close(fd)),

    fd_renumber: (from, to) => wasiErrno(this.table.renumber(from, to)),

    path_open: (directory, _lookup, path, length, how, _rights, _inheriting, flags, result) => {
      const parent = this.table.get(directory);
      if (parent === undefined) return BADF;
      if (parent.type !== DIRECTORY) return NOTDIR;
      // The number first: when the rest fails, leaving the scope gives it back.
      const reservation = this.table.reserve((flags & APPEND) === 0 ? 0 : O_APPEND);
      try {
        if (reservation.number < 0) return wasiErrno(reservation.number);
        const name = this.#text(path, length);
        const found = this.files.get(name);
        if (found === undefined && (how & CREAT) === 0) return NOENT;
        if (found !== undefined && (how & EXCL) !== 0) return EXIST;
        const inode = found ?? new Inode();
        if ((how & TRUNC) !== 0) inode.bytes = new Uint8Array();
        this.files.set(name, inode);
        this.#view.setUint32(result, reservation.number, true);
        reservation.commit({ type: REGULAR_FILE, inode });
        return SUCCESS;
      } finally {
        reservation[Symbol.dispose]();
      }
    },

    fd_write: (fd, pieces, count, result) => {
      const file = this.table.file(fd);
      if (file === undefined) return BADF;
      let written = 0;
      for (const piece of this.#pieces(pieces, count)) {
        const { type, inode } = file.object;
        if (type !== REGULAR_FILE) this.output += new TextDecoder().decode(piece.slice());
        else {
          if ((file.flags & O_APPEND) !== 0) file.position = inode.bytes.length;
          const grown = new Uint8Array(Math.max(inode.bytes.length, file.position + piece.length));
          grown.set(inode.bytes);
          grown.set(piece, file.position);
          inode.bytes = grown;
          file.position += piece.length;
        }
        written += piece.length;
      }
      this.#view.setUint32(result, written, true);
      return SUCCESS;
    },

    fd_read: (fd, pieces, count, result) => {
      const file = this.table.file(fd);
      if (file === undefined) return BADF;
      let read = 0;
      for (const piece of this.#pieces(pieces, count)) {
        const bytes = file.object.inode.bytes.subarray(file.position, file.position + piece.length);
        piece.set(bytes);
        file.position += bytes.length;
        read += bytes.length;
      }
      this.#view.setUint32(result, read, true);
      return SUCCESS;
    },

    fd_seek: (fd, offset, whence, result) => {
      const file = this.table.file(fd);
      if (file === undefined) return BADF;
      const from = [0, file.position, file.object.inode.bytes.length][whence];
      const position = from === undefined ? -1 : from + Number(offset);
      if (position < 0) return INVAL;
      file.position = position;
      this.#view.setBigUint64(result, BigInt(position), true);
      return SUCCESS;
    },

    fd_fdstat_get: (fd, result) => {
      const file = this.table.file(fd);
      if (file === undefined) return BADF;
      const view = this.#view;
      view.setUint8(result, file.object.type);
      view.setUint16(result + 2, (this.table.fcntl(fd, F_GETFL) & O_APPEND) === 0 ? 0 : APPEND, true);
      view.setBigUint64(result + 8, ALL_RIGHTS, true);
      view.setBigUint64(result + 16, ALL_RIGHTS, true);
      return SUCCESS;
    },

    fd_fdstat_set_flags: (fd, flags) =>
      wasiErrno(this.table.fcntl(fd, F_SETFL, (flags & APPEND) === 0 ? 0 : O_APPEND)),

    fd_prestat_get: (fd, result) => {
      if (this.table.get(fd)?.type !== DIRECTORY) return BADF;
      this.#view.setUint8(result, 0);
      this.#view.setUint32(result + 4, 1, true);
      return SUCCESS;
    },

    fd_prestat_dir_name: (fd, path) => {
      if (this.table.get(fd)?.type !== DIRECTORY) return BADF;
      this.#view.setUint8(path, "/".charCodeAt(0));
      return SUCCESS;
    },

    proc_exit: (code) => {
      throw new Exit(code);
    },
  };

  /**
   * Runs a program to its end.
   *
   * @param {BufferSource} bytes
   * @returns Its exit code.
   */
  async run(bytes) {
    const missing = () => NOSYS;
    const calls = new Proxy(this.imports, {
      get: (imports, name) => imports[name] ?? missing,
      has: () => true,
    });
    // Preview 1 has no dup; a host may offer one.
    const host = { dup: (fd) => this.table.dup(fd) };
    const { instance } = await WebAssembly.instantiate(bytes, { wasi_snapshot_preview1: calls, host });
    this.#memory = instance.exports.memory;
    try {
      instance.exports._start();
      return 0;
    } catch (error) {
      if (error instanceof Exit) return error.code;
      throw error;
    } finally {
      this.table.exit();
    }
  }
}
