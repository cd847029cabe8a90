/** receive_fd with user memory and without, as pidfd_getfd calls it; the caller keeps its own reference. */
import { syscall } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allocFile, allocUser, fput, receiveFd, type KernelOptions } from "fd-reservation/kernel";

function receiving(isTold: boolean, scheme: "table" | "tagged" | "slots"): Scenario {
  const kernel: KernelOptions = { bitsPerLong: 2, nrOpen: 4, scheme };
  return scenario<number>({
    name: `receive_fd ${isTold ? "writes the number" : "with NULL writes no number"}, ${scheme} reservations`,
    kernel,
    setup({ kernel }) {
      const user = allocUser(kernel, 1);
      kernel.memory.store(user, -1);
      return user;
    },
    tasks: {
      caller: (current, user) =>
        syscall(current, () => {
          const file = allocFile(current.kernel);
          if (file < 0) return file;
          const fd = receiveFd(current.kernel, current.address, file, isTold ? user : 0, 0);
          fput(current.kernel, file);
          return fd;
        }),
    },
    check({ kernel, tasks: { caller }, shared, failures }) {
      if (failures.length > 0) return;
      const is = `${kernel.memory.load(shared)} is written, ${String(caller?.openDescriptors())} are open`;
      if (is !== `${isTold ? 0 : -1} is written, 0 are open`) throw new Error(is);
    },
  });
}

export const receives = ([true, false] as const).flatMap((isTold) =>
  (["table", "tagged", "slots"] as const).map((scheme) => receiving(isTold, scheme)),
);
