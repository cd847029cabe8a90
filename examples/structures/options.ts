/** Kernels that cannot be: an option out of its range, of another scheme, or that there is not is refused by name. */
import { scenario } from "fd-reservation/explore";
import { Kernel, KernelOptionError, tableScheme, withScheme } from "fd-reservation/kernel";

const own = { ...tableScheme, name: "own" };
const words = Array.from({ length: 12 }, (_, index) => `word_${index}`);

/** Options, and how the refusal begins; as code without types gives them. */
const refused: readonly (readonly [options: object, begins: string])[] = [
  [{ bitsPerLong: 3 }, "bitsPerLong is 3;"],
  [{ nrOpenDefault: 65 }, "nrOpenDefault is 65;"],
  [{ nrOpenDefault: 0 }, "nrOpenDefault is 0;"],
  [{ nrOpen: 63 }, "nrOpen is 63;"],
  [{ nrOpen: 2 ** 26 + 1 }, "nrOpen is 67108865;"],
  [{ rlimitNofile: -1 }, "rlimitNofile is -1;"],
  [{ nrOpen: 64, rlimitNofile: 65 }, "rlimitNofile is 65;"],
  [{ lookup: "twice" }, 'lookup is "twice";'],
  [{ fullBitsCopy: "none" }, 'fullBitsCopy is "none";'],
  [{ scheme: "none" }, 'scheme is "none";'],
  [
    { commitVia: "glue" },
    'commitVia is an option of the scheme "tagged" or "slots", and the scheme is "table"',
  ],
  [
    { scheme: own, commitVia: "glue" },
    'commitVia is an option of the scheme "tagged" or "slots", and the scheme is "own"',
  ],
  [{ scheme: "tagged", commitVia: "nobody" }, 'commitVia is "nobody";'],
  [{ scheme: "tagged", spillSlots: 0 }, "spillSlots is 0;"],
  [{ scheme: "slots", spillSlots: 1025 }, "spillSlots is 1025;"],
  [{ scheme: "slots", failure: "all" }, 'failure is "all";'],
  [{ scheme: "slots", exitReserving: "die" }, 'exitReserving is "die";'],
  [{ scheme: "slots", commitStore: "plain" }, 'commitStore is an option of the scheme "tagged"'],
  [{ bits: 64 }, 'bits is no option of a kernel with the scheme "table"'],
  [{ scheme: { ...own, put: undefined } }, 'scheme "own" has no put as'],
  [{ scheme: { ...own, commits: "yes" } }, 'scheme "own" has no commits as'],
  [{ scheme: { ...own, taskWords: [...words, "one_more"] } }, 'scheme "own" keeps 13 words'],
];

/** The ends of what is taken. */
const taken: readonly object[] = [
  { bitsPerLong: 1, nrOpen: 1, rlimitNofile: 0 },
  { bitsPerLong: 64, nrOpenDefault: 128, nrOpen: 2 ** 26, rlimitNofile: 2 ** 26 },
  { scheme: { ...own, taskWords: words } },
  { scheme: "tagged", commitVia: "explicit", spillSlots: 1 },
  { commitVia: undefined },
];

function refusalOf(options: object): string {
  try {
    new Kernel(options);
    return "";
  } catch (error) {
    if (error instanceof KernelOptionError) return error.message;
    throw error;
  }
}

export default scenario({
  name: "a kernel that cannot be is refused by the name of the option",
  setup() {
    for (const [options, begins] of refused) {
      const message = refusalOf(options);
      if (!message.startsWith(begins)) throw new Error(`not "${begins}" but "${message}"`);
    }
    for (const options of taken) {
      const message = refusalOf(options);
      if (message !== "") throw new Error(message);
    }
    const kept = JSON.stringify(withScheme({ scheme: "tagged", commitVia: "glue", nrOpen: 100 }, "table"));
    if (kept !== '{"nrOpen":100,"scheme":"table"}') throw new Error(`kept are ${kept}`);
    const same = JSON.stringify(withScheme({ scheme: "tagged", commitVia: "glue" }, "tagged"));
    if (same !== '{"commitVia":"glue","scheme":"tagged"}') throw new Error(`kept are ${same}`);
  },
  tasks: { caller: () => 0 },
});
