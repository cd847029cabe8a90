/** An error path forgets to unpin. */
import { Errno, errnoNumbers, syscall } from "fd-reservation";
import { getPage, putPage } from "../../src/page.js";
import { mistake } from "../misuse.js";

export default mistake(
  "never unpinned, raw",
  (current, page) =>
    syscall(current, () => {
      if (!getPage(current, page)) throw new Errno(-errnoNumbers.EFAULT, "pin_user_pages");
      current.mayFail("EIO", "start_dma");
      putPage(current, page);
      return 0;
    }),
  "a pin leaked: 2 users are left",
);
