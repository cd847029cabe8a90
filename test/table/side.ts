/** An FdTable in place of the kernel model: the operations of the oracle that a runtime's table has. */
import {
  FD_CLOEXEC,
  FdTable,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_DUPFD_QUERY,
  F_GETFD,
  F_SETFD,
} from "fd-reservation/table";
import { errnoNumbers, O_CLOEXEC } from "fd-reservation/table";
import { SPAN, type LoneOperation, type Result, type Slot } from "../oracle/operation.js";

const { EAGAIN, EINVAL, ENOTDIR } = errnoNumbers;
const PIPE_FLAGS = O_CLOEXEC | 0o4000 | 0o40000 | 0o200;

/** What a table of one runtime has no call for: messages, pidfds and threads. */
const others = ["clonePidfd", "pidfdGetfd", "scmRights", "thread", "inThread"] as const;

/** An operation that a table has. */
export type HeldOperation = Exclude<LoneOperation, { readonly op: (typeof others)[number] }>;

/** Whether a table has an operation. */
export function isHeld(operation: LoneOperation): operation is HeldOperation {
  return !(others as readonly string[]).includes(operation.op);
}

/** Something that is open: nothing but its identity. */
class Opened {}

const flagOf = (cloexec: boolean): number => (cloexec ? O_CLOEXEC : 0);

/** A table, and what is done to it. */
export class TableSide {
  /** The table of today: a fork goes on with the copy. */
  table: FdTable<object>;
  readonly #maximum: number;

  /** @param maximum - sysctl_nr_open of the kernel that it is compared with. */
  constructor(maximum: number) {
    this.#maximum = Math.min(maximum, 2 ** 26);
    this.table = new FdTable<object>({ limit: SPAN, maximum: this.#maximum });
  }

  perform(operation: HeldOperation): Result {
    const { table } = this;
    switch (operation.op) {
      case "open":
        return table.open(new Opened(), flagOf(operation.cloexec));
      case "make":
        return table.open(new Opened(), flagOf(operation.cloexec || operation.what === "pidfd"));
      case "openMissing":
        return this.#openNothing(0, -ENOTDIR);
      case "fill": {
        let result = 0;
        for (let count = operation.count; count > 0 && result >= 0; count--)
          result = table.open(new Opened());
        return result;
      }
      case "dup":
        return table.dup(operation.fd);
      case "fGetfd":
        return table.fcntl(operation.fd, F_GETFD);
      case "close":
        return table.close(operation.fd);
      case "fDupfdQuery":
        return table.fcntl(operation.fd, F_DUPFD_QUERY, operation.otherfd);
      case "dup2":
        return table.dup2(operation.fd, operation.newfd);
      case "dup3":
        return table.dup3(operation.fd, operation.newfd, operation.flags);
      case "fDupfd":
        return table.fcntl(operation.fd, operation.cloexec ? F_DUPFD_CLOEXEC : F_DUPFD, operation.minimum);
      case "fSetfd":
        return table.fcntl(operation.fd, F_SETFD, operation.flags);
      case "closeRange":
        return table.closeRange(operation.first, operation.last, operation.flags);
      case "pipe2":
        if ((operation.flags & ~PIPE_FLAGS) !== 0) return -EINVAL;
        return table.openPair(new Opened(), new Opened(), operation.flags);
      case "socketpair":
        return table.openPair(new Opened(), new Opened(), flagOf(operation.cloexec));
      case "accept4":
        return this.#accept(operation.connected, flagOf(operation.cloexec));
      case "setrlimit":
        return table.setLimit(operation.limit === "past nr_open" ? this.#maximum + 1 : operation.limit);
      case "share":
        table.share();
        return 0;
      case "fork":
        this.table = table.fork();
        return 0;
      case "unshare":
        return table.unshare();
    }
  }

  /** Reserves a number and finds that there is nothing to open. */
  #openNothing(flags: number, error: number): number {
    using fd = this.table.reserve(flags);
    return fd.number < 0 ? fd.number : error;
  }

  #accept(connected: boolean, flags: number): number {
    const { table } = this;
    const listening = table.open(new Opened());
    if (listening < 0) return listening;
    const connecting = connected ? table.open(new Opened()) : undefined;
    let accepted = connecting ?? 0;
    if (accepted >= 0)
      accepted = connected ? table.open(new Opened(), flags) : this.#openNothing(flags, -EAGAIN);
    table.close(listening);
    if (connecting !== undefined && connecting >= 0) table.close(connecting);
    return accepted;
  }

  /** Which of some numbers are open, as the running kernel is seen. */
  look(fds: readonly number[]): Slot[] {
    const { table } = this;
    const labels = new Map<object, number>();
    return fds.flatMap((fd): Slot[] => {
      const object = table.get(fd);
      if (object === undefined) return [];
      const label = labels.get(object) ?? labels.size;
      labels.set(object, label);
      return [[fd, 2 * label + (table.fcntl(fd, F_GETFD) === FD_CLOEXEC ? 1 : 0)]];
    });
  }
}
