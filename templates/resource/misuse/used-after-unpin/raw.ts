/** The page is written to after it was unpinned, by hand: only the explorer sees it, when reclaim comes between. */
import { errnoNumbers, syscall } from "fd-reservation";
import { getPage, putPage, writePage } from "../../src/page.js";
import { mistake } from "../misuse.js";

export default mistake(
  "used after unpin, raw",
  (current, page) =>
    syscall(current, () => {
      if (!getPage(current, page)) return -errnoNumbers.EFAULT;
      putPage(current, page);
      writePage(current, page, 1);
      return 0;
    }),
  "a page is written to that reclaim has taken",
);
