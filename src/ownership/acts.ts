/** What an instruction does, one thing after the other: a call takes its arguments in order, a scope leaves its names so. */
import type { Instruction, Pass, Slot } from "./graph.js";

type Of<K extends Instruction["kind"]> = Extract<Instruction, { kind: K }>;

/** One thing that happens, to be checked and then carried out. */
export type Act =
  | Exclude<Instruction, { kind: "call" | "flag" | "leave" | "throws" }>
  /** A call takes one of its arguments. */
  | { readonly kind: "pass"; readonly pass: Pass; readonly call: Of<"call"> }
  /** A scope ends for one of its names. */
  | { readonly kind: "drop"; readonly slot: Slot; readonly leave: Of<"leave"> }
  /** The names of a scope are gone. */
  | { readonly kind: "left"; readonly slots: readonly Slot[] };

/** One kind of act. */
export type ActOf<K extends Act["kind"]> = Extract<Act, { kind: K }>;

/** The acts of an instruction, in order. */
export function actsOf(step: Instruction): readonly Act[] {
  switch (step.kind) {
    case "call":
      return step.passes.map((pass) => ({ kind: "pass", pass, call: step }));
    case "leave":
      return [
        // As `using` disposes: what was declared last comes first.
        ...step.slots.map((slot) => ({ kind: "drop", slot, leave: step }) as const).reverse(),
        { kind: "left", slots: step.slots },
      ];
    case "flag":
    case "throws":
      return [];
    case "create":
    case "claim":
    case "member":
    case "capture":
    case "caught":
    case "bind":
    case "pick":
    case "elsewhere":
    case "use":
    case "store":
    case "return":
    case "yield":
    case "discard":
    case "mismatch":
    case "unused":
    case "suspend":
      return [step];
  }
}
