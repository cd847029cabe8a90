/** Where the package was built before the tests: see setup.ts. */
import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    built: string;
  }
}

/** The folder of a checkout in which the package has just been built: its examples and fixtures import that package. */
export const built = inject("built");
