/**
 * Counted objects that hold each other: a device counts its bus, and the device's destructor drops that reference. When a
 * run has ended the explorer lets every task exit and finds what is still counted.
 */
import type { Task } from "fd-reservation";
import { kref, raw } from "fd-reservation/designs";
import { scenario, type World } from "fd-reservation/explore";

/** What set-up shares: a bus, with a reference of set-up's. */
function setup({ kernel }: World): number {
  return kref.makeIn(kernel, "bus");
}

/** A device on the bus. */
function makeDevice(current: Task, bus: number): number {
  kref.get(current, bus);
  const device = kref.make(current, "device");
  kref.write(current, device, bus);
  return device;
}

/** Drops a reference to a device; the last one drops its reference to the bus. */
function putDevice(current: Task, device: number): void {
  kref.put(current, device, (_device, bus) => kref.put(current, bus));
}

/** Uses a device and drops it; to use it may fail. */
function use(current: Task, device: number): number {
  const error = raw.mayFail(current, "EIO", "probe");
  putDevice(current, device);
  return error;
}

/** The same by somebody who forgets the device when it fails. */
function useOrForget(current: Task, device: number): number {
  const error = raw.mayFail(current, "EIO", "probe");
  if (error === 0) putDevice(current, device);
  return error;
}

export const counted = scenario<number>({
  name: "a device that counts its bus",
  setup,
  tasks: {
    user: (current, bus) => use(current, makeDevice(current, bus)),
    other: (current, bus) => putDevice(current, makeDevice(current, bus)),
  },
  check({ kernel }) {
    if (kref.alive(kernel, "device") > 0) throw new Error("a device is left");
  },
});

export const forgotten = scenario<number>({
  name: "a device that one exit forgets",
  setup,
  tasks: {
    user: (current, bus) => useOrForget(current, makeDevice(current, bus)),
  },
  violates: /leak of bus@\d+ and device@/,
});

export const twice = scenario<number>({
  name: "a device that is put twice",
  setup,
  tasks: {
    user: (current, bus) => {
      const device = makeDevice(current, bus);
      putDevice(current, device);
      putDevice(current, device);
    },
  },
  violates: "use-after-free",
});

export const busForgotten = scenario<number>({
  name: "a device whose destructor forgets the bus",
  setup,
  tasks: { user: (current, bus) => kref.put(current, makeDevice(current, bus)) },
  violates: "leaked-object",
});
