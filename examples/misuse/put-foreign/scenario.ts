/** A number that somebody else has opened is given back. */
import { misuse } from "../misuse.js";
import { open } from "../../bugs/calls.js";

export const about = {
  title: "A number that somebody else has opened is given back.",
} as const;

/** What set-up made. */
export interface Shared {
  readonly fd: number;
}

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse<Shared>({ name: "put-foreign", setup: ({ init }) => ({ fd: open(init) }) });
