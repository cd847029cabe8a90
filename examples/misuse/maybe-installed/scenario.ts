/** One branch installs, and what follows the branches installs again. */
import { misuse } from "../misuse.js";

export const about = {
  title: "One branch installs, and what follows the branches installs again.",
} as const;

/** What set-up made. */
export interface Shared {
  readonly early: boolean;
}

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse<Shared>({ name: "maybe-installed", setup: () => ({ early: true }) });
