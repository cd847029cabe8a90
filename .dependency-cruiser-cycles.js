/**
 * No files that need each other to run. A cruise of its own, in which imports of types are left out: of the cycles
 * through an import only one is looked at, and in the other cruise that may be one of types.
 */
import { options } from "./.dependency-cruiser.js";

export default {
  forbidden: [
    {
      name: "no-run-time-cycle",
      comment: "Files that need each other when they run have no order in which they can be loaded.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: { ...options, tsPreCompilationDeps: false },
};
