/** The page is written to after it was unpinned: the lint reports it, and the guard stops it. */
import { syscall } from "fd-reservation";
import { PagePin } from "../../src/pin.js";
import { mistake } from "../misuse.js";

export default mistake(
  "used after unpin, pin",
  (current, page) =>
    syscall(current, () => {
      using pin = PagePin.pin(current, page);
      pin.unpin();
      pin.write(1);
      return 0;
    }),
  "PinError: write of a page that is no longer pinned",
);
