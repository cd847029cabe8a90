/** The smallest program that a task can execute: it opens nothing, needs no libraries, and sleeps. */
import fs from "node:fs";
import path from "node:path";
import { scratchFolder } from "./scratch.js";

// `pause` in an endless loop; arm64 has none, and sleeps in `ppoll` of nothing.
const machines = {
  x64: { elf: 62, sleepsIn: 34, code: [0xb8, 34, 0, 0, 0, 0x0f, 0x05, 0xeb, 0xf7] },
  arm64: {
    elf: 183,
    sleepsIn: 73,
    code: [0xd2800928, 0xd2800000, 0xd2800001, 0xd2800002, 0xd2800003, 0xd4000001, 0x17fffffa].flatMap(
      (word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255, (word >>> 24) & 255],
    ),
  },
} as const;

const machine = machines[process.arch as keyof typeof machines] as
  (typeof machines)["x64" | "arm64"] | undefined;

/** The system call that it sleeps in. */
export const SLEEPS_IN: number | undefined = machine?.sleepsIn;

const ADDRESS = 0x400000n;
const [HEADER, SEGMENT] = [64, 56];

/** Writes it: an ELF header, one segment, the code. */
export function sleepingProgram(): string {
  const file = path.join(scratchFolder(), "sleep");
  if (fs.existsSync(file) || machine === undefined) return file;
  const bytes = Buffer.alloc(HEADER + SEGMENT + machine.code.length);
  bytes.write("\x7fELF\x02\x01\x01", "latin1"); // 64 bits, little-endian
  bytes.writeUInt16LE(2, 16); // ET_EXEC
  bytes.writeUInt16LE(machine.elf, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(ADDRESS + BigInt(HEADER + SEGMENT), 24); // the entry point
  bytes.writeBigUInt64LE(BigInt(HEADER), 32); // where the segments are listed
  bytes.writeUInt16LE(HEADER, 52);
  bytes.writeUInt16LE(SEGMENT, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt32LE(1, HEADER); // PT_LOAD
  bytes.writeUInt32LE(5, HEADER + 4); // read, execute
  bytes.writeBigUInt64LE(ADDRESS, HEADER + 16);
  bytes.writeBigUInt64LE(ADDRESS, HEADER + 24);
  bytes.writeBigUInt64LE(BigInt(bytes.length), HEADER + 32);
  bytes.writeBigUInt64LE(BigInt(bytes.length), HEADER + 40);
  bytes.writeBigUInt64LE(0x1000n, HEADER + 48);
  bytes.set(machine.code, HEADER + SEGMENT);
  fs.writeFileSync(file, bytes, { mode: 0o700 });
  return file;
}
