/** The flags that descriptor calls take, under their kernel names. */
import { CLOSE_RANGE_CLOEXEC, CLOSE_RANGE_UNSHARE, O_CLOEXEC } from "../kernel/index.js";

/**
 * Flags of open and of reserving a descriptor (`fcntl.h`, x86-64 values).
 *
 * @public
 */
export const OpenFlags = {
  /** No flag. */
  NONE: 0,
  /** Read only. */
  O_RDONLY: 0,
  /** Write only. */
  O_WRONLY: 1,
  /** Read and write. */
  O_RDWR: 2,
  /** Never block. */
  O_NONBLOCK: 0o4000,
  /** Close the descriptor on exec. */
  O_CLOEXEC,
} as const;

/**
 * Flags of close_range (`linux/close_range.h`).
 *
 * @public
 */
export const CloseRangeFlags = {
  /** Give the caller a private table first. Refused while a reservation is live. */
  UNSHARE: CLOSE_RANGE_UNSHARE,
  /** Set close-on-exec instead of closing. */
  CLOEXEC: CLOSE_RANGE_CLOEXEC,
} as const;
