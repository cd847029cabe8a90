/** What instructions read and write: the one place to say it, for liveness, for closures and for branches. */
import type ts from "typescript";
import type { Effect } from "./effects.js";
import type { Instruction, Operand, Slot } from "./graph.js";

/** An operand that an instruction reads. */
export interface Reading {
  readonly operand: Operand;
  readonly node: ts.Node;
  /** What happens to it there. */
  readonly effect: Effect;
  /** An annotation states the effect. */
  readonly said: boolean;
}

/** The operands that an instruction reads. */
export function operandsOf(step: Instruction): readonly Reading[] {
  switch (step.kind) {
    case "use":
    case "discard":
    case "pick":
      return reading(step, "shared");
    case "bind":
      return reading(step, step.using ? "end" : "shared");
    case "store":
    case "yield":
      return reading(step, "store");
    case "return":
      return reading(step, "perhaps");
    case "member":
      return reading({ operand: step.of, node: step.node }, "shared");
    case "call":
      return step.passes;
    case "capture":
      return (step.value.captures ?? []).map(({ slot, effect, node }) => ({
        operand: { kind: "slot", slot },
        node,
        effect,
        said: true,
      }));
    case "caught":
    case "claim":
    case "create":
    case "elsewhere":
    case "flag":
    case "leave":
    case "mismatch":
    case "suspend":
    case "throws":
    case "unused":
      return [];
  }
}

function reading(
  { operand, node }: { readonly operand: Operand; readonly node: ts.Node },
  effect: Effect,
): readonly Reading[] {
  return [{ operand, node, effect, said: false }];
}

/** The slot that an instruction gives a value. */
export function writtenBy(step: Instruction): Slot | undefined {
  switch (step.kind) {
    case "bind":
      return step.slot;
    case "pick":
      return step.into;
    case "call":
    case "capture":
    case "caught":
    case "claim":
    case "create":
    case "discard":
    case "elsewhere":
    case "flag":
    case "leave":
    case "member":
    case "mismatch":
    case "return":
    case "store":
    case "suspend":
    case "throws":
    case "unused":
    case "use":
    case "yield":
      return undefined;
  }
}
