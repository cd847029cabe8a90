/** The table of this package. */
import {
  errnoCode,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_GETFD,
  F_SETFD,
  FdTable,
  O_CLOEXEC,
} from "fd-reservation/table";

/** @param {number} result */
const named = (result) => (result < 0 ? errnoCode(result) : result);

export default {
  name: "fd-reservation/table",
  /** @param {number} limit */
  create(limit) {
    let table = new FdTable({ limit });
    /** @type {import("fd-reservation/table").FdReservation<object> | undefined} */
    let reserved;
    return {
      open: ({ cloexec }) => named(table.open({}, cloexec ? O_CLOEXEC : 0)),
      openFailing() {
        const fd = table.reserve();
        fd[Symbol.dispose]();
        return fd.number < 0 ? named(fd.number) : "ENOTDIR";
      },
      close: ({ fd }) => named(table.close(fd)),
      dup: ({ fd }) => named(table.dup(fd)),
      dup2: ({ fd, newfd }) => named(table.dup2(fd, newfd)),
      dup3: ({ fd, newfd, flags }) => named(table.dup3(fd, newfd, flags)),
      dupfd: ({ fd, minimum, cloexec }) =>
        named(table.fcntl(fd, cloexec ? F_DUPFD_CLOEXEC : F_DUPFD, minimum)),
      getfd: ({ fd }) => named(table.fcntl(fd, F_GETFD)),
      setfd: ({ fd, flags }) => named(table.fcntl(fd, F_SETFD, flags)),
      closeRange: ({ first, last, flags }) => named(table.closeRange(first, last, flags)),
      pipe({ cloexec }) {
        const pair = table.openPair({}, {}, cloexec ? O_CLOEXEC : 0);
        return typeof pair === "number" ? named(pair) : pair;
      },
      limit: ({ limit }) => named(table.setLimit(limit)),
      fork() {
        table = table.fork();
        return 0;
      },
      reserve({ cloexec }) {
        reserved = table.reserve(cloexec ? O_CLOEXEC : 0);
        return named(reserved.number);
      },
      commit() {
        reserved?.commit({});
        return 0;
      },
      state: () => Array.from(table, ([fd, object]) => [fd, object, table.fcntl(fd, F_GETFD) === 1]),
    };
  },
};
