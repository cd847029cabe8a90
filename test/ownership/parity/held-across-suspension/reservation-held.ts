/** A reservation is held across an await. */
import { spawnFuture, type Task, tick } from "../prelude.js";

export async function program(current: Task): Promise<void> {
  await spawnFuture(async () => {
    if (current.tryReserve(0)) {
      using fd = current.reservation;
      await tick();
      fd.reservedFd();
    }
  });
}
