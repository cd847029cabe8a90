/** The copy to user space fails and the call goes on: user space is never told the number. */
import { allocUser } from "fd-reservation";
import { misuse } from "../misuse.js";

export const about = {
  title: "The copy to user space fails and the call goes on: user space is never told the number.",
} as const;

/** What set-up made. */
export interface Shared {
  readonly user: number;
}

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse<Shared>({
  name: "result-ignored",
  setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
  check({ kernel, results, shared }) {
    if (results["caller"] === 0 && kernel.memory.words[shared.user] !== 1)
      throw new Error("the call succeeded, and user space was not told the number");
  },
});
