/** Who holds each reservation of a run: the task at whose access a descriptor became reserved. */
import type { Slot, TableView } from "../kernel/index.js";
import type { TraceSlot, TraceTable } from "./trace.js";

/** Follows the tables of a run, access by access. */
export class Holders {
  /** The tables as they were last. */
  tables: TraceTable[];

  /** @param before - The tables before the first access. */
  constructor(before: readonly TableView[]) {
    this.tables = before.map(({ slots, ...table }) => ({ ...table, slots: [...slots] }));
  }

  /** The tables after an access of a task. */
  after(views: readonly TableView[], task: string): TraceTable[] {
    this.tables = views.map(({ slots, ...table }) => {
      const before = this.tables.find(({ files }) => files === table.files)?.slots ?? [];
      return { ...table, slots: slots.map((slot) => holding(slot, before, task)) };
    });
    return this.tables;
  }
}

function holding(slot: Slot, before: readonly TraceSlot[], task: string): TraceSlot {
  if (slot.state !== "reserved" && slot.state !== "uncommitted") return slot;
  const old = before.find(({ fd }) => fd === slot.fd);
  const isNew = old === undefined || (old.state !== "reserved" && old.state !== "uncommitted");
  const holder = isNew ? task : old.holder;
  return holder === undefined ? slot : { ...slot, holder };
}
