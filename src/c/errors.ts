/** Error numbers of C, by name: those of the model and the others that the kernel's code returns. */
import { errnoNumbers } from "../kernel/index.js";

/**
 * Numbers that the model has no use for. Mirrors include/uapi/asm-generic/errno.h and include/linux/errno.h (Linux 6.12).
 */
const OTHERS =
  "ESRCH 3 E2BIG 7 ENOEXEC 8 ECHILD 10 EWOULDBLOCK 11 ENOTBLK 15 EXDEV 18 EISDIR 21 ENOTTY 25 ETXTBSY 26 EFBIG 27 " +
  "ESPIPE 29 EMLINK 31 EPIPE 32 EDOM 33 ERANGE 34 EDEADLK 35 ENAMETOOLONG 36 ENOLCK 37 ENOTEMPTY 39 ELOOP 40 " +
  "ENOMSG 42 EIDRM 43 ENODATA 61 ETIME 62 EPROTO 71 EBADMSG 74 EOVERFLOW 75 ENOTUNIQ 76 EILSEQ 84 ERESTART 85 " +
  "EUSERS 87 ENOTSOCK 88 EDESTADDRREQ 89 EMSGSIZE 90 EPROTOTYPE 91 ENOPROTOOPT 92 EPROTONOSUPPORT 93 " +
  "ESOCKTNOSUPPORT 94 EPFNOSUPPORT 96 EAFNOSUPPORT 97 EADDRINUSE 98 EADDRNOTAVAIL 99 ENETDOWN 100 ENETUNREACH 101 " +
  "ECONNRESET 104 ENOBUFS 105 EISCONN 106 ENOTCONN 107 ETIMEDOUT 110 ECONNREFUSED 111 EHOSTUNREACH 113 EALREADY 114 " +
  "EINPROGRESS 115 ESTALE 116 EDQUOT 122 ECANCELED 125 EKEYEXPIRED 127 EKEYREVOKED 128 EKEYREJECTED 129 " +
  "ERESTARTNOINTR 513 ENOIOCTLCMD 515 EPROBE_DEFER 517 ENOTSUPP 524 EIOCBQUEUED 529";

const pairs = [...OTHERS.matchAll(/(\w+) (\d+)/g)].map(([, name, number]) => [name, Number(number)] as const);

const numbers = new Map<string, number>([...Object.entries(errnoNumbers), ...(pairs as [string, number][])]);

/** The positive number of a name such as `ENOMEM`. */
export function errorNumber(name: string): number | undefined {
  return numbers.get(name);
}
