/**
 * recvmmsg asks for two messages. The first brings a descriptor; the second comes only from a thread that uses this
 * descriptor. Where the return opens it, the thread gets EBADF, and the receiver waits for ever.
 *
 * The steps of `do_recvmmsg` (net/socket.c, Linux 6.x), which returns when it has all messages that it was asked for.
 */
import { allocUser, syscall, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";
import { set } from "./flag.js";

interface Shared {
  /** User memory: the number of the first message plus 1. */
  readonly user: number;
  /** Words of the kernel, each its own wait queue: the first message was received; the second one is there. */
  readonly first: number;
  readonly second: number;
}

/** The number is in its memory, so it is used, once; without a number there is nothing to wait for. */
function answer(current: Task, { user, first, second }: Shared): number {
  current.waitEvent(first, first, 1);
  const told = current.kernel.memory.load(user);
  const error = told === 0 ? 0 : current.fGetfd(told - 1);
  if (error < 0) return error;
  set(current, second);
  return 0;
}

function receiving({ name, kernel, openAndTell }: Answer, violates?: string): Scenario {
  return scenario({
    name: `recvmmsg waits for a second message, ${name}`,
    kernel,
    setup: ({ kernel }): Shared => ({
      user: allocUser(kernel, 1),
      first: allocUser(kernel, 1),
      second: allocUser(kernel, 1),
    }),
    tasks: {
      receiver: (current, shared) =>
        syscall(current, () => {
          const error = openAndTell(current, shared.user);
          set(current, shared.first);
          if (error < 0) return error;
          current.waitEvent(shared.second, shared.second, 1);
          return 2;
        }),
      sender: answer,
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const WAITS = "nobody can go on: waiting are receiver";

export const mainline = receiving(today);
export const token = receiving(byToken);
export const tagged = receiving(firstVersion, WAITS);
export const onSlots = receiving(byGlue, WAITS);
export const taskWork = receiving(byTaskWork, WAITS);
export const ignoringFault = receiving(faultIgnored);
