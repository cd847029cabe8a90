/**
 * User memory that is read twice: another thread of the program may write it in between, so what was checked is not what is
 * used. Read once, and check what was read.
 */
import { allocUser, syscall, type Task } from "fd-reservation";
import { scenario, type World } from "fd-reservation/explore";

/** How many words the kernel has room for. */
const ROOM = 4;

/** A length that the program is to give. */
function setup({ kernel }: World): number {
  const length = allocUser(kernel, 1);
  kernel.memory.store(length, ROOM);
  return length;
}

function take(length: number): number {
  if (length > ROOM) throw new Error(`${length} words are copied into ${ROOM}`);
  return length;
}

function fetchTwice(current: Task, length: number): number {
  return syscall(current, () => (current.getUser(length) > ROOM ? -22 : take(current.getUser(length))));
}

function fetchOnce(current: Task, length: number): number {
  return syscall(current, () => {
    const given = current.getUser(length);
    return given > ROOM ? -22 : take(given);
  });
}

/** The program's other thread. */
function change(current: Task, length: number): void {
  current.kernel.memory.store(length, ROOM + 1);
}

export const twice = scenario<number>({
  name: "a length that is read twice",
  setup,
  tasks: { caller: fetchTwice, sibling: change },
  violates: "5 words are copied into 4",
});

export const once = scenario<number>({
  name: "a length that is read once",
  setup,
  tasks: { caller: fetchOnce, sibling: change },
});
