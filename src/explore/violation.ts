/** What an error means for the run that threw it. */
import { GuardError } from "../binding/index.js";
import { KernelBug } from "../kernel/index.js";
import type { Violation } from "./trace.js";

/** What an error that a run threw says about it: of several, the one that began it. */
export function violationOf(error: unknown): Violation {
  if (isSuppressed(error)) return violationOf(error.suppressed);
  if (error instanceof GuardError) return { kind: "guard", message: `${error.rule}: ${error.message}` };
  if (error instanceof KernelBug) {
    return { kind: error.kind === "deadlock" ? "deadlock" : "kernel", message: error.message };
  }
  return {
    kind: "exception",
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}

/** Whether a disposal threw while another error passed: what it broke on the way out says less than that one. */
function isSuppressed(error: unknown): error is Error & { readonly suppressed: unknown } {
  return error instanceof Error && error.name === "SuppressedError" && "suppressed" in error;
}
