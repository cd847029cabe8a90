/** The pin leaves the function that it is lent to: it does not compile, and nothing is left to run. */
import type { Task } from "fd-reservation";
import type { Page } from "../../src/page.js";
import { withPin, type PagePin } from "../../src/pin.js";

export function call(current: Task, page: Page): PagePin {
  // @ts-expect-error: the pin ends with the function
  return withPin(current, page, (pin) => pin);
}
