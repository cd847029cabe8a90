/**
 * The five answers to "who undoes, when telling user space fails after the number was reserved", as one call each; the first
 * of them also with the token of Rust for Linux.
 */
import {
  allocUser,
  Errno,
  FileDescriptorReservation,
  FileRef,
  syscall,
  type KernelOptions,
  type Task,
} from "fd-reservation";
import { scenario, type Scenario, type ScenarioDefinition } from "fd-reservation/explore";
import { ignoreFault, raw, slots } from "fd-reservation/designs";

/** One answer: its kernel, and its way to open one file and tell user space the number. */
export interface Answer {
  /** What it is called in the names of scenarios. */
  readonly name: string;
  readonly kernel: KernelOptions;
  /** Runs inside a syscall; 0, or the negative error that the syscall returns. */
  readonly openAndTell: (current: Task, user: number) => number;
}

/**
 * An answer under a tracer, which rewrites what the call returns at the stop at the exit of the syscall. Task work runs before
 * that stop (`ptrace_notify`, kernel/signal.c, Linux 6.12), so either commit is made by then.
 *
 * @param what - What the tracer does, in words.
 */
export function traced(
  what: string,
  { name, kernel, openAndTell }: Answer,
  rewrite: (result: number) => number,
  more: Pick<ScenarioDefinition<{ readonly user: number }>, "check" | "violates"> = {},
): Scenario {
  return scenario({
    name: `${what}, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: { caller: (current, { user }) => syscall(current, () => openAndTell(current, user), rewrite) },
    ...more,
  });
}

/** Reserve, tell, and install as the last step, which cannot fail; each failure undoes by hand. */
export const today: Answer = {
  name: "today",
  kernel: {},
  openAndTell(current, user) {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    const fault = raw.putUser(current, user, fd + 1); // 0 is "not told yet"
    if (fault < 0) {
      raw.putUnusedFd(current, fd);
      raw.fput(current, file);
      return fault;
    }
    raw.fdInstall(current, fd, file);
    return 0;
  },
};

/** The same steps: the end of the token's scope gives back what was not committed. */
export const byToken: Answer = {
  name: "today, the Rust token",
  kernel: {},
  openAndTell(current, user) {
    try {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      using file = FileRef.anonInodeGetfile(current);
      current.putUser(user, fd.reservedFd() + 1);
      fd.commit(file);
      return 0;
    } catch (error) {
      if (error instanceof Errno) return error.errno;
      throw error;
    }
  },
};

/** Install with a tag, then tell: the return publishes, or undoes. */
export const firstVersion: Answer = {
  name: "first version",
  kernel: { scheme: "tagged" },
  openAndTell(current, user) {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    raw.fdInstall(current, fd, file);
    return raw.putUser(current, user, fd + 1);
  },
};

/** Prepare, stage, then tell: the return installs, or puts. */
export const byGlue: Answer = {
  name: "slots",
  kernel: { scheme: "slots" },
  openAndTell(current, user) {
    const slot = slots.fdPrepare(current, 0);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    return raw.putUser(current, user, slots.fdStage(current, slot, file) + 1);
  },
};

/** The same call; the commit is made by a callback on the way out. */
export const byTaskWork: Answer = {
  ...byGlue,
  name: "slots by task work",
  kernel: { scheme: "slots", commitVia: "task-work" },
};

/** Install, then tell: a fault is no failure. */
export const faultIgnored: Answer = {
  name: "ignore the fault",
  kernel: {},
  openAndTell(current, user) {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (fd < 0) return fd;
    ignoreFault.tellUser(current, user, fd + 1);
    return 0;
  },
};
