/**
 * Telling user space the number fails after the handler of an ioctl has returned: the ioctl core copies the argument out. A
 * handler that installs, as DRM's does today, has made the descriptor by then, and nobody takes it back.
 *
 * The calls are those of `examples/callsites/drm-syncobj-export`; the first version runs the C of today on its kernel.
 */
import { allocUser, type KernelOptions } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { open } from "../bugs/calls.js";
import { drmIoctl as guardedIoctl } from "../callsites/drm-syncobj-export/guard.js";
import { drmIoctl as ignoringIoctl } from "../callsites/drm-syncobj-export/ignore-fault.js";
import { drmIoctl as preparedIoctl } from "../callsites/drm-syncobj-export/prepare.js";
import { drmIoctl as rawIoctl } from "../callsites/drm-syncobj-export/raw.js";
import type { DrmIoctl } from "../callsites/drm-syncobj-export/scenario.js";
import { drmIoctl as stagingIoctl } from "../callsites/drm-syncobj-export/slots.js";
import { drmIoctl as tokenIoctl } from "../callsites/drm-syncobj-export/token.js";
import { drmIoctl as transactionIoctl } from "../callsites/drm-syncobj-export/transaction.js";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today } from "./answers.js";

/** What set-up opens, so that the number of the call is not what untouched memory holds. */
const BEFORE = 0;

function telling(
  { name, kernel }: { readonly name: string; readonly kernel: KernelOptions },
  drmIoctl: DrmIoctl,
  violates?: string,
): Scenario {
  return scenario({
    name: `the ioctl core cannot tell the number, ${name}`,
    kernel,
    setup({ kernel, init }) {
      open(init);
      return { argument: allocUser(kernel, 1) };
    },
    tasks: { caller: (current, { argument }) => drmIoctl(current, argument) },
    check({ kernel, tasks, shared }) {
      const told = kernel.memory.load(shared.argument);
      const left = tasks["caller"]?.openDescriptors() ?? [];
      const unknown = left.filter((fd) => fd !== BEFORE && fd !== told);
      if (unknown.length > 0) throw new Error(`fd ${unknown.join()} is open, and the caller was not told`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const LEFT_OPEN = "the call failed and yet fd 1 is open";

export const mainline = telling(today, rawIoctl, LEFT_OPEN);
export const guarded = telling({ ...today, name: "today, by scope" }, guardedIoctl, LEFT_OPEN);
export const prepared = telling({ ...today, name: "today, FD_PREPARE" }, preparedIoctl, LEFT_OPEN);
export const token = telling(byToken, tokenIoctl, LEFT_OPEN);
export const tagged = telling(firstVersion, rawIoctl);
export const transaction = telling({ ...firstVersion, name: "first version, transaction" }, transactionIoctl);
export const onSlots = telling(byGlue, stagingIoctl);
export const taskWork = telling(byTaskWork, stagingIoctl);
export const ignoringFault = telling(
  faultIgnored,
  ignoringIoctl,
  "fd 1 is open, and the caller was not told",
);
