/**
 * The descriptors and open files of one path. Each act on them is a call of the raw design on the model; what a path
 * knows of the model is what these calls returned, so that it can be replayed, and is kept here beside it.
 */
import type { Task } from "../binding/index.js";
import { raw } from "../designs/index.js";
import { KernelBug } from "../kernel/index.js";
import { Beyond, PathEnd, Wrong } from "./outcome.js";
import { OTHERS, type Surroundings } from "./surroundings.js";
import { nameOf, OpenFile, Unknown, type Value } from "./value.js";

type FilePointer = raw.FilePointer;

/** What this needs of the path that it belongs to. */
export interface Story {
  /** Tells what happened. */
  note(text: string): void;
  /** A name that no other object of the path has. */
  unique(name: string): string;
  /** Which way a choice takes. */
  choose(ways: number, label: string): number;
  /** The last reference to a file is gone. */
  released(file: OpenFile): void;
}

/** A descriptor that is not free. */
export interface Held {
  /** The file that it leads to; undefined while it is reserved. */
  file: OpenFile | undefined;
  /** Who has made it what it is. */
  readonly holder: "function" | "elsewhere" | "others" | "sibling";
}

const EBADF = 9;

export class Descriptors {
  /** Files by their address. */
  readonly files = new Map<number, OpenFile>();
  /** Descriptors that are not free. */
  readonly table = new Map<number, Held>();
  /** Descriptors that the function has reserved. */
  readonly own = new Set<number>();
  /** Descriptors that it has installed. */
  readonly installed = new Set<number>();
  /** Descriptors that user space was told. */
  readonly told = new Set<number>();
  /** Descriptors that a function has had that was not read, and its name. */
  readonly lent = new Map<number, string>();
  /** Whether another task runs in the midst of the function. */
  isSibling = false;
  /** The descriptor at which another task has opened something, after it closed the function's. */
  stranger: number | undefined;
  /** Whether a file or a descriptor came from elsewhere: who gave it knows more of it. */
  hasAdopted = false;
  /** How many numbers from elsewhere were found to be open. */
  lookUps = 0;

  constructor(
    readonly current: Task,
    readonly surroundings: Surroundings,
    readonly story: Story,
  ) {
    surroundings.files.forEach((address, fd) => {
      const file = this.#met(new OpenFile(address, `the file of fd ${fd}`, "others"));
      this.table.set(fd, { file, holder: "others" });
    });
  }

  /** get_unused_fd_flags */
  reserve(): number {
    const fd = this.#call(() => raw.getUnusedFdFlags(this.current, 0));
    if (fd < 0) return fd;
    this.own.add(fd);
    this.table.set(fd, { file: undefined, holder: "function" });
    this.story.note(`fd ${fd} is reserved`);
    return fd;
  }

  /** put_unused_fd */
  unreserve(fd: number): void {
    const held = this.table.get(fd);
    if (held === undefined)
      throw new Wrong("put of no reservation", `fd ${fd} is given back and is not reserved`);
    if (held.file !== undefined)
      throw new Wrong("put of no reservation", `fd ${fd} is given back as unused and holds a file`);
    this.story.note(`fd ${fd} is given back`);
    this.#call(() => raw.putUnusedFd(this.current, fd));
    this.table.delete(fd);
  }

  /** A file with one reference, or the error number. */
  make(maker: string, operations: string | undefined): OpenFile | number {
    const address = this.#call(() => raw.anonInodeGetfile(this.current));
    if (address < 0) return address;
    this.story.note(`${maker}() makes a file`);
    return this.#met(
      new OpenFile(address, this.story.unique(`the file of ${maker}`), "function", operations),
    );
  }

  /** fd_install; another task may close it at once, and open something else there. */
  install(fd: number, file: OpenFile): void {
    this.assertAlive(file, "fd_install()");
    const held = this.table.get(fd);
    if (held === undefined)
      throw new Wrong("install without reservation", `fd ${fd} is installed and is not reserved`);
    if (held.file !== undefined)
      throw new Wrong("install without reservation", `fd ${fd} is installed and holds a file already`);
    this.#call(() => raw.fdInstall(this.current, fd, file.address as FilePointer));
    held.file = file;
    this.installed.add(fd);
    this.story.note(`fd ${fd} is installed: from here on other tasks can use and close it`);
    if (this.stranger === undefined && this.story.choose(2, `another task closes fd ${fd} at once`) === 1)
      this.#intrude(fd);
  }

  /** Another task guesses a number and closes it, then opens something else there. */
  #intrude(fd: number): void {
    this.isSibling = true;
    this.#close(fd);
    const number = raw.getUnusedFdFlags(this.current, 0);
    const address = raw.anonInodeGetfile(this.current);
    if (number < 0 || address < 0) throw new PathEnd("the other task cannot open a file", false);
    raw.fdInstall(this.current, number, address);
    this.isSibling = false;
    this.story.note(`and opens another file at fd ${number}`);
    const file = this.#met(new OpenFile(address, "another task's file", "sibling"));
    this.table.set(number, { file, holder: "sibling" });
    this.stranger = number;
  }

  /** close_fd */
  close(value: Value): number {
    const fd = this.numberOf(value);
    if (fd === undefined) return -EBADF;
    this.story.note(`fd ${fd} is closed`);
    if (this.stranger === fd)
      throw new Wrong(
        "another's descriptor",
        `fd ${fd} is closed by its number and is another task's by now`,
      );
    return this.#close(fd);
  }

  #close(fd: number): number {
    const result = this.#call(() => raw.closeFd(this.current, fd));
    const file = this.table.get(fd)?.file;
    this.table.delete(fd);
    if (file !== undefined) this.#dropped(file);
    return result;
  }

  /** get_file */
  take(file: OpenFile): void {
    this.assertAlive(file, "get_file()");
    this.#call(() => raw.getFile(this.current, file.address as FilePointer));
    file.count++;
    this.story.note(`a reference to ${file.name} is taken`);
  }

  /** fput */
  put(file: OpenFile): void {
    if (file.isReleased)
      throw new Wrong("double put", `${file.name} is put and the function has no reference left`);
    this.story.note(`a reference to ${file.name} is dropped`);
    if (file.count <= this.inTable(file))
      throw new Wrong("double put", `${file.name} is put and the function has no reference left`);
    this.#call(() => raw.fput(this.current, file.address as FilePointer));
    this.#dropped(file);
  }

  #dropped(file: OpenFile): void {
    if (--file.count > 0) return;
    file.isReleased = true;
    this.story.released(file);
  }

  /** The open descriptor that a number from elsewhere names; undefined for none. */
  numberOf(value: Value): number | undefined {
    if (typeof value === "number") return this.table.get(value)?.file === undefined ? undefined : value;
    if (!(value instanceof Unknown)) throw new Beyond(`${nameOf(value)} is looked up as a descriptor`);
    if (value.descriptor !== undefined) return this.numberOf(value.descriptor);
    if (value.lookedUp === undefined) {
      const isOpen = this.story.choose(2, `${value.key} is not open`) === 0;
      value.lookedUp = isOpen ? this.lookUps++ % OTHERS : -1;
    }
    return value.lookedUp < 0 ? undefined : value.lookedUp;
  }

  /** fget: the file with a reference; undefined for a number that is not open. */
  lookUp(value: Value): OpenFile | undefined {
    const fd = this.numberOf(value);
    const address = fd === undefined ? 0 : this.#call(() => raw.fget(this.current, fd));
    const file = this.files.get(address);
    if (file === undefined) return undefined;
    file.count++;
    this.story.note(`${nameOf(value)} is looked up: a reference to its file is taken`);
    return file;
  }

  /** A file that came from elsewhere: somebody holds a reference, or gives the function one. */
  adopt(value: Unknown): OpenFile {
    if (value.file !== undefined) return value.file;
    this.hasAdopted = true;
    const address = raw.anonInodeGetfile(this.current);
    if (address < 0) throw new PathEnd("nobody has made the file", false);
    value.file = this.#met(new OpenFile(address, value.key, "elsewhere"));
    return value.file;
  }

  /** A descriptor that came from elsewhere: its caller has reserved it. */
  adoptNumber(value: Unknown): number {
    if (value.descriptor !== undefined) return value.descriptor;
    this.hasAdopted = true;
    const fd = raw.getUnusedFdFlags(this.current, 0);
    if (fd < 0) throw new PathEnd("nobody has reserved the descriptor", false);
    this.table.set(fd, { file: undefined, holder: "elsewhere" });
    return (value.descriptor = fd);
  }

  assertAlive(file: OpenFile, where: string): void {
    if (!file.isReleased || file.isReleasing) return;
    throw new Wrong("use after free", `${where}: ${file.name} is used after its last reference`);
  }

  /** How many descriptors lead to a file. */
  inTable(file: OpenFile): number {
    return [...this.table.values()].filter((held) => held.file === file).length;
  }

  /**
   * Puts the model back: of what the function left, all has been said. Whatever this does not know of is left, and
   * the explorer's own checks find it.
   */
  giveUp(): void {
    for (const [fd, { holder, file }] of this.table) {
      if (holder === "others") continue;
      if (file === undefined) raw.putUnusedFd(this.current, fd);
      else {
        raw.closeFd(this.current, fd);
        file.count--;
      }
    }
    for (const file of this.files.values()) {
      const kept = file.maker === "others" ? 1 : 0;
      for (; file.count > kept; file.count--) raw.fput(this.current, file.address as FilePointer);
    }
  }

  #met(file: OpenFile): OpenFile {
    this.files.set(file.address, file);
    return file;
  }

  #call<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof KernelBug) throw new Wrong("inconsistent table", error.message);
      throw error;
    }
  }
}
