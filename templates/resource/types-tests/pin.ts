/** What must not compile: `npx tsc --noEmit` fails when a line that is marked compiles. */
import type { Task } from "fd-reservation";
import type { Page } from "../src/page.js";
import { PagePin, withPin } from "../src/pin.js";

declare const current: Task;
declare const page: Page;

// @ts-expect-error: only PagePin.pin makes a pin
new PagePin(current, page);

// @ts-expect-error: a number is no page
PagePin.pin(current, 4096);

// @ts-expect-error: the pin ends with the function
withPin(current, page, (pin) => pin);
