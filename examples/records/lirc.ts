/**
 * The lookup of an infrared receiver by descriptor forgets its file on one exit.
 *
 * To attach a decoder, `rc_dev_get_from_fd` looks up the receiver, with a reference to it but none to its file. Since
 * 6a9d552483d5, "media: rc: bpf attach/detach requires write permission", of Linux 6.9 it refuses a file that was not
 * opened for writing, and kept the reference to that file. bba1f6758a9e, "lirc: rc_dev_get_from_fd(): fix file leak", puts it:
 * https://lore.kernel.org/r/20240607015957.2372428-2-viro@zeniv.linux.org.uk.
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { FileStruct } from "fd-reservation/kernel";
import { installed } from "./install.js";

const [EPERM, EBADF] = [-1, -9];
const O_WRONLY = 1;

/** Descriptor 0 is a receiver that is open for writing, 1 the same one open for reading. */
function setup({ kernel, init }: World): void {
  const receiver = kref.makeIn(kernel, "rc_dev");
  const operations = kernel.registerOperations({
    name: "lirc",
    release: (_file, held) => kref.putIn(kernel, held),
  });
  for (const flags of [O_WRONLY, 0]) {
    kref.get(init, receiver);
    installed(init, FileRef.anonInodeGetfile(init, operations, flags, receiver));
  }
  kref.put(init, receiver); // the files alone hold it
}

/** The receiver of a descriptor, with a reference. */
function receiverOf(current: Task, fd: number, forgets: boolean): number {
  const file = raw.fget(current, fd);
  if (file === 0) return EBADF;
  if ((current.kernel.memory.load(file + FileStruct.flags) & O_WRONLY) === 0) {
    if (!forgets) raw.fput(current, file);
    return EPERM;
  }
  const receiver = raw.privateData(current, file);
  kref.get(current, receiver);
  raw.fput(current, file);
  return receiver;
}

function attach(current: Task, fd: number, forgets: boolean): number {
  return syscall(current, () => {
    const receiver = receiverOf(current, fd, forgets);
    if (receiver < 0) return receiver;
    const error = raw.mayFail(current, "ENOMEM", "bpf_prog_array_copy");
    kref.put(current, receiver);
    return error;
  });
}

function attaching(name: string, forgets: boolean, violates?: string): Scenario {
  return scenario({
    name: `a decoder is attached by both descriptors of a receiver, ${name}`,
    setup,
    tasks: {
      attacher: (current) => {
        attach(current, 0, forgets);
        return attach(current, 1, forgets);
      },
      closer: (current) => current.closeRange(0, 1),
    },
    check({ kernel, tasks }) {
      const open = tasks["closer"]?.openDescriptors().length;
      if (open === 0 && kref.alive(kernel, "rc_dev") > 0) throw new Error("the receiver outlives its files");
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const asItWas = attaching("and one exit forgets the file", true, "leak");
export const fixed = attaching("and each exit puts the file", false);
