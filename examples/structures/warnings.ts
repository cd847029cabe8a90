/** Failed WARN_ONs where the kernel goes on after them: each place speaks once. */
import { scenario, type Scenario } from "fd-reservation/explore";
import { KernelBug } from "fd-reservation/kernel";

function warned(panicOnWarn: boolean, expected: string): Scenario {
  return scenario({
    name: `failed WARN_ONs ${panicOnWarn ? "end the run" : "are collected, one of each place"}`,
    kernel: { panicOnWarn },
    setup({ kernel }) {
      const thrown: string[] = [];
      for (const where of ["here", "here", "there"]) {
        try {
          kernel.warn(where, "this held");
        } catch (error) {
          if (!(error instanceof KernelBug)) throw error;
          thrown.push(error.where);
        }
      }
      const said = `${thrown.join()} thrown, ${kernel.warnings.map(({ where }) => where).join()} kept`;
      if (said !== expected) throw new Error(said);
    },
    tasks: { caller: () => 0 },
  });
}

export const panics = warned(true, "here,here,there thrown,  kept");
export const collects = warned(false, " thrown, here,there kept");
