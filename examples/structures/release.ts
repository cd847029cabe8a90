/** A file whose release closes another descriptor, as that of a socket with files in its queue: no lock may be held then. */
import { syscall, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { allocFile, closeFd, fdInstall, getUnusedFdFlags } from "fd-reservation/kernel";
import { open, small } from "../races/calls.js";

/** Descriptor 0 is plain; descriptor 1 closes it when it is released. */
function setup({ kernel, init }: World): void {
  open(init);
  const operations = kernel.registerOperations({
    name: "holder",
    release: () => void closeFd(kernel, init.address, 0),
  });
  const fd = getUnusedFdFlags(kernel, init.address, 1);
  fdInstall(kernel, init.address, fd, allocFile(kernel, operations));
  init.fSetfd(fd, 1);
}

function releasing(name: string, release: (current: Task) => number): Scenario {
  return scenario({
    name: `${name} releases a file that closes another one`,
    kernel: small,
    setup,
    tasks: { releaser: release },
    check({ tasks, results: { releaser = 0 }, failures }) {
      const open = String(tasks["releaser"]?.openDescriptors());
      if (failures.length === 0 && (releaser < 0 || open.startsWith("0")))
        throw new Error(`it answers ${releaser}, and ${open} are open`);
    },
  });
}

export const close = releasing("close", (current) => current.close(1));
export const closeRange = releasing("close_range", (current) => current.closeRange(1, 1));
export const exec = releasing("execve", (current) => syscall(current, () => current.execve()));
