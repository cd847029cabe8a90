/** Receiving a file while a sibling closes what it does not know yet: the receiver's reference comes before the install. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";
import { allocFile, allocUser, receiveFd } from "fd-reservation/kernel";
import { small } from "./calls.js";

/** A file of a message, and where its number goes. */
interface Message {
  readonly file: number;
  readonly user: number;
}

/** Receives one file and drops the message's reference. */
function receive(current: Task, { file, user }: Message): number {
  return syscall(current, () => {
    using sent = FileRef.fromRaw(current, file);
    void sent;
    return receiveFd(current.kernel, current.address, file, user, 0);
  });
}

export const besideClose = scenario<Message>({
  name: "receive_fd beside a close of its number",
  kernel: small,
  setup: ({ kernel }) => ({ file: allocFile(kernel), user: allocUser(kernel, 1) }),
  tasks: { receiver: receive, closer: (current) => current.close(0) },
  check({ init, results: { receiver = 0, closer = 0 } }) {
    const isOpen = init.openDescriptors().includes(0);
    if (isOpen !== (receiver >= 0 && closer < 0))
      throw new Error(
        `receiving gave ${receiver}, closing ${closer}, and fd 0 is ${isOpen ? "" : "not "}open`,
      );
  },
});
