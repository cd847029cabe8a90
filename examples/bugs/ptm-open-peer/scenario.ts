/** The peer's file counts the mount for itself; the reference of the path is dropped when the open fails, and lost when it succeeds. */
import { FileRef, type Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";
import { fileOf, Owned } from "../owned.js";

function setup({ kernel }: World) {
  const operations = kernel.registerOperations({
    name: "pts",
    release: (_file, mount) => kref.putIn(kernel, mount),
  });
  return { operations, mount: kref.makeIn(kernel, "vfsmount") };
}

/** What set-up made. */
export type Shared = ReturnType<typeof setup>;

/** Opens the peer, which counts the mount for itself: dentry_open. */
export function openPeer(current: Task, { operations, mount }: Shared): raw.FilePointer {
  kref.get(current, mount);
  const file = raw.anonInodeGetfile(current, operations, 0, mount);
  if (raw.isErr(file)) kref.put(current, mount);
  return file;
}

/** The same for the designs that own by type. */
export function openPeerRef(current: Task, { operations, mount }: Shared): FileRef {
  using counted = Owned.get(current, mount);
  return fileOf(current, operations, counted);
}

/** The call in one design; `violates` is what the explorer must say of it. */
export function scenarioOf(
  design: string,
  call: (current: Task, shared: Shared) => number,
  violates?: string,
): Scenario {
  return scenario<Shared>({
    name: `ptm-open-peer, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
