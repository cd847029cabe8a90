/** The file's private data is set after the install: another task finds it empty. */
import { syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  return { object: kref.makeIn(kernel, "eventpoll") };
}

/** What set-up made. */
export type Shared = ReturnType<typeof setup>;

/** The call in one design; `violates` is what the explorer must say of it. */
export function scenarioOf(
  design: string,
  call: (current: Task, shared: Shared) => number,
  violates?: string,
): Scenario {
  return scenario<Shared>({
    name: `epoll-private-data, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: {
      caller: call,
      user: (current) =>
        syscall(current, () => {
          const file = raw.fget(current, 0);
          if (file === 0) return -9;
          kref.read(current, raw.privateData(current, file));
          raw.fput(current, file);
          return 0;
        }),
    },

    ...(violates === undefined ? {} : { violates }),
  });
}
