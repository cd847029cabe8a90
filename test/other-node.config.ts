/** How tests of the package run on another Node than the one they are written on; where `using` is native, it stays. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { target: "DisposableStack" in globalThis ? "esnext" : "es2022" },
  test: {
    include: ["test/{binding,designs,explore,kernel,viewer}/**/*.test.ts", "test/ownership/lint/*.test.ts"],
    testTimeout: 120_000,
    maxWorkers: 2,
  },
});
