/** The open files of a run, moment by moment: those that live with their counts, and those that the run has freed. */
import type { Kernel } from "../kernel/index.js";
import { describeFile, FileStruct, kinds } from "../kernel/internal.js";
import type { TraceFile } from "./trace.js";

/** Follows the files of a run, access by access. */
export class OpenFiles {
  /** The files as they were last, in the order in which the run met them. */
  files: TraceFile[] = [];

  constructor(private readonly kernel: Kernel) {
    this.now();
  }

  /** The files at this moment. */
  now(): TraceFile[] {
    const { memory } = this.kernel;
    const live = new Set(Array.from(memory.blocks(kinds.file), ({ address }) => address));
    const known = this.files.map(({ address, kind }) =>
      live.delete(address) ? this.#live(address) : freed(address, kind),
    );
    this.files = [...known, ...Array.from(live, (address) => this.#live(address))];
    return this.files;
  }

  #live(address: number): TraceFile {
    const { kind = kinds.file } = describeFile(this.kernel, address);
    return { address, kind, count: this.kernel.memory.raw[address + FileStruct.count] as number };
  }
}

function freed(address: number, kind: string): TraceFile {
  return { address, kind, count: 0, freed: true };
}
