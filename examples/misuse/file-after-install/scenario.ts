/** The file is used after it was installed, when another task may have closed it. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The file is used after it was installed, when another task may have closed it.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "file-after-install",
  others: { closer: (current) => void current.close(0) },
  check() {
    // what the closer leaves is right
  },
});
