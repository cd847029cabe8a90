/** The device's reference to its virtual machine is taken after its descriptor was installed: a close in between frees the machine. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title:
    "The device's reference to its virtual machine is taken after its descriptor was installed: a close in between frees the machine.",
  source: "kvm_ioctl_create_device, virt/kvm/kvm_main.c; CVE-2019-6974; mended by cfa39381173d",
  family: "touched after publishing",
} as const;

function setup({ kernel }: World) {
  const operations = kernel.registerOperations({
    name: "kvm",
    release: (_file, object) => kref.putIn(kernel, object),
  });
  return { operations, object: kref.makeIn(kernel, "kvm") };
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
    name: `kvm-create-device, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call, closer: (current) => current.close(0) },

    ...(violates === undefined ? {} : { violates }),
  });
}
