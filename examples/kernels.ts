/** The kernel on which each design's examples run: designs whose syscalls end in a commit need a scheme that has one. */
import type { KernelOptions } from "fd-reservation";

/** The options of the kernel for a design; a name may say more after the design, as in `raw, fixed`. */
export function kernelOf(design: string): KernelOptions {
  const [name] = design.split(/[,: ]/);
  if (name === "transaction") return { scheme: "tagged" };
  // The guards are the binding's; a face for C has what the kernel refuses.
  return name === "slots" ? { scheme: "slots", guards: false } : {};
}
