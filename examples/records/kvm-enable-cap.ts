/**
 * The lookup of an interrupt controller by descriptor forgets its file on one exit.
 *
 * `kvm_vcpu_ioctl_enable_cap` of powerpc connects a virtual processor with the controller that a descriptor names. Since
 * eacc56bb9de3 of Linux 5.2 it also knows the controller XIVE, and where the machine has none, it kept the reference to the
 * file. b4cf5fc01ce8, "powerpc: fix a file leak in kvm_vcpu_ioctl_enable_cap()", puts it:
 * https://lore.kernel.org/r/20240607015957.2372428-1-viro@zeniv.linux.org.uk.
 */
import { allocUser, FileRef, syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import type { Kernel } from "fd-reservation/kernel";
import { installed } from "./install.js";

const EBADF = -9;

/** Drops a processor; the last reference drops the controller that it is connected with. */
function putProcessor(kernel: Kernel, processor: number): void {
  kref.putIn(kernel, processor, (_processor, controller) => {
    if (controller !== 0) kref.putIn(kernel, controller);
  });
}

/** Descriptor 0 is the processor, 1 the controller; user memory has the argument of the ioctl, which names 1. */
function setup({ kernel, init }: World): { readonly processor: number; readonly argument: number } {
  const processor = kref.makeIn(kernel, "vcpu");
  const controller = kref.makeIn(kernel, "xive");
  const ofProcessor = kernel.registerOperations({
    name: "kvm-vcpu",
    release: (_file, held) => putProcessor(kernel, held),
  });
  const ofController = kernel.registerOperations({
    name: "kvm-xive",
    release: (_file, held) => kref.putIn(kernel, held),
  });
  installed(init, FileRef.anonInodeGetfile(init, ofProcessor, 0, processor));
  installed(init, FileRef.anonInodeGetfile(init, ofController, 0, controller));
  const argument = allocUser(kernel, 1);
  kernel.memory.store(argument, 1);
  return { processor, argument };
}

type Shared = ReturnType<typeof setup>;

function enableCap(current: Task, { processor, argument }: Shared, forgets: boolean): number {
  return syscall(current, () => {
    const fd = current.getUser(argument);
    const file = raw.fget(current, fd);
    if (file === 0) return EBADF;
    const error = raw.mayFail(current, "ENXIO", "xive_enabled");
    if (error < 0) {
      if (!forgets) raw.fput(current, file);
      return error;
    }
    const controller = raw.privateData(current, file);
    kref.get(current, controller);
    kref.write(current, processor, controller); // connected
    raw.fput(current, file);
    return 0;
  });
}

function connecting(name: string, forgets: boolean, violates?: string): Scenario {
  return scenario<Shared>({
    name: `a processor is connected with an interrupt controller, ${name}`,
    setup,
    tasks: {
      caller: (current, shared) => enableCap(current, shared, forgets),
      closer: (current) => current.close(1),
    },
    check({ kernel, shared: { processor }, results }) {
      const isConnected = kernel.memory.load(processor + 1) !== 0;
      if (isConnected !== (results["caller"] === 0)) throw new Error(`the call returns ${results["caller"]}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const asItWas = connecting("and one exit forgets the file", true, "leak");
export const fixed = connecting("and each exit puts the file", false);
