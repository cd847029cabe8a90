/** What all mistakes share: a page, one task that makes the mistake, and reclaim beside it. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allocatePage, reclaim, usersOf, type Page } from "../src/page.js";

/**
 * A mistake as a scenario.
 *
 * @param name - The mistake.
 * @param call - The call that makes it.
 * @param violates - What must be reported of it, or a part of that.
 */
export function mistake(
  name: string,
  call: (current: Task, page: Page) => number,
  violates: string,
): Scenario {
  return scenario<{ readonly page: Page }>({
    name,
    violates,
    setup: ({ kernel }) => ({ page: allocatePage(kernel) }),
    tasks: {
      caller: (current, { page }) => call(current, page),
      reclaim: (current, { page }) => (reclaim(current, page) ? 1 : 0),
    },
    check({ kernel, shared }) {
      const users = usersOf(kernel, shared.page);
      if (users > 1) throw new Error(`a pin leaked: ${users} users are left`);
    },
  });
}
