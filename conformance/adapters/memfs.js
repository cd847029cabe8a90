/** memfs: the volume's own numbers, from its calls. */
import { Volume } from "memfs";

export default {
  name: "memfs",
  create() {
    const volume = Volume.fromJSON({ "/file": "" });
    /** @param {() => number | void} call */
    const named = (call) => {
      try {
        return call() ?? 0;
      } catch (error) {
        return error.code;
      }
    };
    return {
      open: () => named(() => volume.openSync("/file", "r")),
      openFailing: () => named(() => volume.openSync("/file/missing", "r")),
      close: ({ fd }) => named(() => volume.closeSync(fd)),
    };
  },
};
