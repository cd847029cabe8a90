/** A fence's descriptor is installed, the copy to user space fails, and both number and file are given back by hand. */
import { allocUser, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title:
    "A fence's descriptor is installed, the copy to user space fails, and both number and file are given back by hand.",
  source: "vmw_execbuf_copy_fence_user, drivers/gpu/drm/vmwgfx; CVE-2022-22942; mended by a0f90c881570",
  family: "undone after install",
} as const;

function setup({ kernel }: World) {
  const user = allocUser(kernel, 1);
  return { user };
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
    name: `vmwgfx-fence, ${design}`,
    kernel: design === "transaction" ? { scheme: "tagged" } : {},
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
