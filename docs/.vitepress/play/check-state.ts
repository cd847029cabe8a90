/** What the page knows of the program that is in the editor: nothing is said of one that was not checked. */
import { amount } from "./amount.js";
import type { Checked } from "./messages.js";

export type CheckState =
  | { readonly is: "loading" }
  | { readonly is: "checking" }
  | { readonly is: "failed"; readonly why: string }
  | ({ readonly is: "checked" } & Checked);

/** The state as a heading. */
export function headingOf(state: CheckState): string {
  switch (state.is) {
    case "loading":
      return "Loading the compiler …";
    case "checking":
      return "Checking …";
    case "failed":
      return "The checker failed";
    case "checked": {
      const { errors, total } = state;
      if (total === 0) return "Types and lint: no problems";
      const warnings = total - errors;
      return [errors === 0 ? "" : amount(errors, "error"), warnings === 0 ? "" : amount(warnings, "warning")]
        .filter((part) => part !== "")
        .join(", ");
    }
  }
}
