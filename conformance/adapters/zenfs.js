/** @zenfs/core: the table of a context. */
import { fs } from "@zenfs/core";
import { createChildContext, defaultContext } from "@zenfs/core/internal/contexts.js";
import { deleteFD, dupFD, fromFD, toFD } from "@zenfs/core/vfs/file.js";

fs.writeFileSync("/file", "");
const handle = fromFD(defaultContext, fs.openSync("/file", "r"));

export default {
  name: "@zenfs/core",
  create() {
    const context = createChildContext(defaultContext);
    context.descriptors.clear();
    return {
      open: () => toFD(handle, context),
      close({ fd }) {
        try {
          return deleteFD(context, fd) ? 0 : "EBADF";
        } catch (error) {
          return error.code;
        }
      },
      dup({ fd }) {
        try {
          return dupFD(context, fd);
        } catch (error) {
          return error.code;
        }
      },
    };
  },
};
