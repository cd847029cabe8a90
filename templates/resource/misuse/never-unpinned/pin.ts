/** The pin is bound to no `using`: the lint reports it. */
import { syscall } from "fd-reservation";
import { PagePin } from "../../src/pin.js";
import { mistake } from "../misuse.js";

export default mistake(
  "never unpinned, pin",
  (current, page) =>
    syscall(current, () => {
      const pin = PagePin.pin(current, page);
      pin.write(1);
      return 0;
    }),
  "a pin leaked: 2 users are left",
);
