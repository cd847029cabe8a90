/** What the page knows of the program that is in the editor: nothing is said of one that was not checked. */
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
      if (total === 0) return "No problems";
      const warnings = total - errors;
      return [
        errors === 0 ? "" : `${errors.toLocaleString("en")} ${errors === 1 ? "error" : "errors"}`,
        warnings === 0 ? "" : `${warnings.toLocaleString("en")} ${warnings === 1 ? "warning" : "warnings"}`,
      ]
        .filter((part) => part !== "")
        .join(", ");
    }
  }
}
