/** A probe under which one write to user memory fails. */
import { Op, type Kernel } from "fd-reservation/kernel";
import { DirectProbe } from "../../src/explore/index.js";

/** Makes the nth write to user memory fail, from 1; 0 for none. */
export class Faulting extends DirectProbe {
  #writes = 0;

  constructor(
    kernel: Kernel,
    readonly failing: number,
  ) {
    super(kernel);
    kernel.memory.probe = this;
  }

  override perform(op: Op, first: number, second: number, third: number): number {
    if (op !== Op.fails) return super.perform(op, first, second, third);
    const { code } = this.memory.faultPoint(first);
    return code === "EFAULT" && ++this.#writes === this.failing ? 1 : 0;
  }
}
