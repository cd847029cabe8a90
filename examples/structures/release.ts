/** What the release of a file may do: close and reserve descriptors, as that of a socket with files in its queue, and make files. */
import { syscall, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import {
  allocFile,
  closeFd,
  discard,
  fdInstall,
  fdPrepare,
  fdStage,
  fput,
  getUnusedFdFlags,
  putUnusedFd,
  type SlotsKernelOptions,
  type TaggedKernelOptions,
} from "fd-reservation/kernel";
import { open, small } from "../races/calls.js";

/** Descriptor 0 is plain; the operations of files that close it when they are released. */
function holder({ kernel, init }: World): number {
  open(init);
  return kernel.registerOperations({
    name: "holder",
    release: () => void closeFd(kernel, init.address, 0),
  });
}

/** Descriptor 0 is plain; descriptor 1 closes it when it is released. */
function setup(world: World): void {
  const { kernel, init } = world;
  const operations = holder(world);
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
export const dup2 = releasing("dup2", (current) => current.dup2(0, 1));
export const closeRange = releasing("close_range", (current) => current.closeRange(1, 1));
export const exec = releasing("execve", (current) => syscall(current, () => current.execve()));

export const memory = scenario<number>({
  name: "a file that is released has its memory until its release has run",
  kernel: small,
  setup: ({ kernel }: World) =>
    kernel.registerOperations({
      name: "maker",
      release(file: number) {
        const other = allocFile(kernel);
        if (other === file) throw new Error("its memory was given to another file");
        if (other > 0) fput(kernel, other);
      },
    }),
  tasks: {
    caller({ kernel }, operations) {
      const file = allocFile(kernel, operations);
      if (file > 0) fput(kernel, file);
      return Math.min(0, file);
    },
  },
});

const EIO = 5;

/** A syscall that stages a file in descriptor 0 and fails; the release of the file reserves the lowest that is free. */
function failing(kernel: TaggedKernelOptions | SlotsKernelOptions): Scenario {
  return scenario<number>({
    name: `a syscall that fails frees the number before it drops the file, ${kernel.scheme} reservations`,
    kernel: { ...small, ...kernel },
    setup: ({ kernel, init: { address: task } }: World) =>
      kernel.registerOperations({
        name: "reserver",
        release() {
          const fd = getUnusedFdFlags(kernel, task, 0);
          if (fd > 0) throw new Error(`fd 0 is still reserved: ${fd} is given`);
          if (fd === 0) putUnusedFd(kernel, task, fd);
        },
      }),
    tasks: {
      caller: (current, operations) =>
        syscall(current, () => {
          const { kernel, address: task } = current;
          const file = allocFile(kernel, operations);
          if (file < 0) return file;
          const slot = fdPrepare(kernel, task, 0);
          if (slot < 0) fput(kernel, file);
          else fdStage(kernel, task, slot, file);
          return -EIO;
        }),
    },
  });
}

/** A syscall that takes back an uncommitted file, whose release closes descriptor 0. */
function discarding(kernel: TaggedKernelOptions | SlotsKernelOptions): Scenario {
  return scenario<number>({
    name: `what is taken back releases a file that closes another one, ${kernel.scheme} reservations`,
    kernel: { ...small, ...kernel },
    setup: holder,
    tasks: {
      caller: (current, operations) =>
        syscall(current, () => {
          const { kernel, address: task } = current;
          const file = allocFile(kernel, operations);
          if (file < 0) return file;
          const slot = fdPrepare(kernel, task, 0);
          if (slot < 0) {
            // It is released at once, and the call has an effect: as a failure it would be wrong.
            fput(kernel, file);
            return 0;
          }
          discard(kernel, task, fdStage(kernel, task, slot, file));
          return 0;
        }),
    },
    check({ tasks: { caller }, results: { caller: result = 0 } }) {
      const are = String(caller?.openDescriptors());
      if (result === 0 && are !== "") throw new Error(`${are} are open`);
    },
  });
}

export const discardsTagged = discarding({ scheme: "tagged" });
export const discardsSlots = discarding({ scheme: "slots" });

export const failsTagged = failing({ scheme: "tagged" });
export const failsSlots = failing({ scheme: "slots" });
