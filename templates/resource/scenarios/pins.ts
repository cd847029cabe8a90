/** What must hold, in every interleaving and with every failure injected: `npx fd-reservation check scenarios`. */
import { syscall, type Task } from "fd-reservation";
import { scenario, type World } from "fd-reservation/explore";
import { allocatePage, reclaim, usersOf, type Page } from "../src/page.js";
import { PagePin, withPin } from "../src/pin.js";

interface Shared {
  readonly page: Page;
}

const setup = ({ kernel }: World): Shared => ({ page: allocatePage(kernel) });

function expectUnpinned({ kernel, shared }: World & { readonly shared: Shared }): void {
  const users = usersOf(kernel, shared.page);
  if (users > 1) throw new Error(`a pin leaked: ${users} users are left`);
}

function write(current: Task, { page }: Shared): number {
  return syscall(current, () => {
    using pin = PagePin.pin(current, page);
    pin.write(7);
    current.mayFail("EIO", "start_dma");
    pin.write(8);
    return 0;
  });
}

function writeInScope(current: Task, { page }: Shared): number {
  return syscall(current, () => withPin(current, page, (pin) => (pin.write(9), 0)));
}

export const alone = scenario<Shared>({
  name: "a pin, and every failure",
  setup,
  tasks: { writer: write },
  check: expectUnpinned,
});

export const againstReclaim = scenario<Shared>({
  name: "two pins against reclaim",
  setup,
  tasks: {
    writer: write,
    scoped: writeInScope,
    reclaim: (current, { page }) => (reclaim(current, page) ? 1 : 0),
  },
  check: expectUnpinned,
});
