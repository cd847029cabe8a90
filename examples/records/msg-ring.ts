/**
 * io_uring's message to another ring puts the ring's file that it has only borrowed.
 *
 * A request finds its file by descriptor, with a reference that it puts when it is done; or in the ring's table of registered
 * files, whose reference it borrows. `io_msg_ring` put both kinds. Linux 5.19 has the put (aa184e8671f0, "io_uring: don't
 * attempt to IOPOLL for MSG_RING requests"); fc7222c3a9f5, "io_uring/msg_ring: check file type before putting", of
 * 15 September 2022 for 6.0 leaves registered files alone. CVE-2022-3910:
 * https://www.cve.org/CVERecord?id=CVE-2022-3910.
 */
import { FileRef, syscall, type Move, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { allocStruct, FileStruct } from "fd-reservation/kernel";
import { installed } from "./install.js";

/** A ring: where messages arrive, and the one file that is registered with it. */
const Ring = { completionLock: 0, completionTail: 1, registeredFile: 2, size: 4 } as const;

/** What set-up made: the sender's ring, and the reference that the ring's table of registered files has. */
interface Shared {
  readonly sender: number;
  readonly registered: Move<FileRef>;
}

/** Descriptor 0 is the target ring; the sender has the same file registered. */
function setup({ kernel, init }: World): Shared {
  const operations = kernel.registerOperations({
    name: "io_uring",
    release: (_file, ring) => kernel.memory.free(ring),
  });
  const target = allocStruct(kernel, "target", Ring);
  const file = FileRef.anonInodeGetfile(init, operations, 0, target);
  installed(init, file.clone());
  const sender = allocStruct(kernel, "sender", Ring);
  kernel.memory.store(sender + Ring.registeredFile, file.address);
  return { sender, registered: file };
}

/** The request's file is a descriptor, or the registered one. */
type Target = number | "registered";

function msgRing(current: Task, sender: number, target: Target, putsBorrowed: boolean): number {
  const { memory } = current.kernel;
  return syscall(current, () => {
    const file =
      target === "registered"
        ? (memory.load(sender + Ring.registeredFile) as raw.FilePointer)
        : raw.fget(current, target);
    if (file === 0) return -9;
    const ring = raw.privateData(current, file);
    memory.lock(ring + Ring.completionLock);
    memory.add(ring + Ring.completionTail, 1);
    memory.unlock(ring + Ring.completionLock);
    if (target !== "registered" || putsBorrowed) raw.fput(current, file);
    return 0;
  });
}

/** Two threads send three messages; the descriptor stays open. */
function messages(name: string, putsBorrowed: boolean, violates?: string): Scenario {
  return scenario<Shared>({
    name: `messages to a ring by descriptor and by registered file, ${name}`,
    setup,
    tasks: {
      first: (current, { sender }) => {
        msgRing(current, sender, 0, putsBorrowed);
        return msgRing(current, sender, "registered", putsBorrowed);
      },
      second: (current, { sender }) => msgRing(current, sender, "registered", putsBorrowed),
    },
    check({ kernel: { memory }, shared: { sender }, syscalls }) {
      const file = memory.load(sender + Ring.registeredFile);
      const sent = memory.load(memory.load(file + FileStruct.privateData) + Ring.completionTail);
      const results = [...(syscalls["first"] ?? []), ...(syscalls["second"] ?? [])];
      if (sent !== 3 || results.join() !== "0,0,0") throw new Error(`${sent} arrived: ${results.join()}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const asItWas = messages("each is put", true, "use-after-free");
export const fixed = messages("a borrowed one is left alone", false);
