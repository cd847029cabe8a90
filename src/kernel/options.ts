/** The options of a kernel: what each means, which belong to which scheme, and the refusal of what cannot be. */
import { choiceOf, integerOf, KernelOptionError, nrOpenOf } from "./option-error.js";
import { SCHEME_WORDS, type ReservationScheme } from "./scheme.js";
import type { PerTaskOptions } from "./schemes/per-task.js";
import { SlotsScheme, type SlotsOptions } from "./schemes/slots.js";
import { tableScheme } from "./schemes/table.js";
import { TaggedScheme, type TaggedOptions } from "./schemes/tagged.js";

/**
 * Parameters of a kernel with any scheme. The defaults are Linux's on a 64-bit machine.
 *
 * @public
 */
export interface CommonKernelOptions {
  /**
   * BITS_PER_LONG: table sizes are multiples of it. A power of two, 1 to 64; 64 by default. Small ones make
   * small tables and so small exhaustive scopes.
   */
  readonly bitsPerLong?: number;
  /** NR_OPEN_DEFAULT: slots of the embedded first table, a multiple of bitsPerLong; bitsPerLong by default. */
  readonly nrOpenDefault?: number;
  /** sysctl_nr_open: no table grows past it. At least nrOpenDefault; 1048576 by default. */
  readonly nrOpen?: number;
  /** The soft RLIMIT_NOFILE of the first process: 0 to nrOpen; 1024 (or nrOpen, if lower) by default. */
  readonly rlimitNofile?: number;
  /** panic_on_warn: throw at a failed WARN_ON. True by default; when false `kernel.warnings` collects. */
  readonly panicOnWarn?: boolean;
  /**
   * What a lookup does after it has taken its reference. `read-again` (the default) is Linux since 5.16: it begins
   * again when the slot has changed meanwhile. `once` is Linux before (CVE-2021-4083, fixed by 054aa8d439b9).
   */
  readonly lookup?: "read-again" | "once";
  /**
   * What a copy of a table takes of full_fds_bits. `bits` (the default), as many as words of open_fds are copied, is Linux
   * since 6.11. `words`, rounded up to whole words, is Linux before: a copy that is smaller than its source calls words
   * full that it has not got (CVE-2024-45025, fixed by 9a2fa1472083).
   */
  readonly fullBitsCopy?: "bits" | "words";
  /**
   * Whether the binding checks at run time what its types cannot see. True by default. Without guards misuse
   * does what it does in the kernel.
   */
  readonly guards?: boolean;
}

/**
 * The options of the schemes `tagged` and `slots`, where the scheme is another one: none may be given.
 *
 * @public
 */
export type NoPerTaskOptions = { readonly [Name in keyof TaggedOptions | keyof SlotsOptions]?: never };

/**
 * Parameters of a kernel that keeps reservations in the table, as mainline does: a set bit over a NULL slot says that
 * *somebody* reserved.
 *
 * @public
 */
export interface TableKernelOptions extends CommonKernelOptions, NoPerTaskOptions {
  /** How reservations are kept; `table` is the default. */
  readonly scheme?: "table";
}

/**
 * Parameters of a kernel with the scheme of Al Viro's first proposal: each task keeps the set of its reservations,
 * installing makes a slot *uncommitted*, and one commit on return from the syscall publishes or undoes all.
 *
 * @public
 */
export interface TaggedKernelOptions extends CommonKernelOptions, TaggedOptions {
  /** How reservations are kept. */
  readonly scheme: "tagged";
  /** An option of the scheme `slots`. */
  readonly failure?: never;
  /** An option of the scheme `slots`. */
  readonly exitReserving?: never;
}

/**
 * Parameters of a kernel with the scheme of Al Viro's second proposal: each task keeps pairs of a descriptor and a file, and
 * one commit on return from the syscall installs or puts each. Reserving and installing keep mainline's meaning besides.
 *
 * @public
 */
export interface SlotsKernelOptions extends CommonKernelOptions, SlotsOptions {
  /** How reservations are kept. */
  readonly scheme: "slots";
  /** An option of the scheme `tagged`. */
  readonly commitStore?: never;
  /** An option of the scheme `tagged`. */
  readonly neverInstalled?: never;
}

/**
 * Parameters of a kernel with a user-defined scheme.
 *
 * @public
 */
export interface OwnSchemeKernelOptions extends CommonKernelOptions, NoPerTaskOptions {
  /** How reservations are kept. */
  readonly scheme: ReservationScheme;
}

/**
 * Parameters of a {@link Kernel}. `scheme` says how reservations are kept, and so which other parameters there are.
 *
 * @public
 */
export type KernelOptions =
  TableKernelOptions | TaggedKernelOptions | SlotsKernelOptions | OwnSchemeKernelOptions;

/**
 * The schemes that a kernel knows by name.
 *
 * @public
 */
export type SchemeName = "table" | "tagged" | "slots";

/** The names of an interface's members; the compiler knows when one is missing. */
type Names<Options> = Readonly<Record<keyof Options, true>>;

const commonOptions: Names<CommonKernelOptions> = {
  bitsPerLong: true,
  nrOpenDefault: true,
  nrOpen: true,
  rlimitNofile: true,
  panicOnWarn: true,
  lookup: true,
  fullBitsCopy: true,
  guards: true,
};

const perTaskOptions: Names<PerTaskOptions> = {
  commitVia: true,
  scopes: true,
  unshareReserving: true,
  scmRights: true,
  spillSlots: true,
};

const taggedOptions: Names<TaggedOptions> = { ...perTaskOptions, commitStore: true, neverInstalled: true };

const slotsOptions: Names<SlotsOptions> = { ...perTaskOptions, failure: true, exitReserving: true };

/** The options that each scheme has besides the common ones, and the scheme that they make. */
const schemes: Readonly<
  Record<SchemeName, { readonly options: object; make(options: KernelOptions): ReservationScheme }>
> = {
  table: { options: {}, make: () => tableScheme },
  tagged: { options: taggedOptions, make: (options) => new TaggedScheme(options) },
  slots: { options: slotsOptions, make: (options) => new SlotsScheme(options) },
};

/**
 * The options of a kernel with another scheme: the common ones, and those of the scheme where it is the same.
 *
 * @param options - The options of a kernel.
 * @param scheme - The scheme wanted.
 *
 * @public
 */
export function withScheme<Name extends SchemeName>(
  options: KernelOptions | undefined,
  scheme: Name,
): Extract<TableKernelOptions | TaggedKernelOptions | SlotsKernelOptions, { readonly scheme?: Name }> {
  const isKept = (option: string): boolean =>
    Object.hasOwn(commonOptions, option) || Object.hasOwn(schemes[scheme].options, option);
  const kept = Object.entries(options ?? {}).filter(([option]) => isKept(option));
  return { ...Object.fromEntries(kept), scheme } as ReturnType<typeof withScheme<Name>>;
}

/** What a kernel is made of, once its options are checked. */
export interface ResolvedOptions {
  readonly bitsPerLong: number;
  readonly nrOpenDefault: number;
  readonly nrOpen: number;
  readonly rlimitNofile: number;
  readonly panicOnWarn: boolean;
  readonly lookup: "read-again" | "once";
  readonly fullBitsCopy: "bits" | "words";
  readonly guards: boolean;
  readonly scheme: ReservationScheme;
}

/**
 * Checks the options of a kernel and fills in the defaults.
 *
 * @throws KernelOptionError when one is out of its range, belongs to another scheme, or does not exist.
 */
export function resolveOptions(options: KernelOptions): ResolvedOptions {
  const scheme = schemeOf(options);
  const bitsPerLong = options.bitsPerLong ?? 64;
  if (![1, 2, 4, 8, 16, 32, 64].includes(bitsPerLong)) {
    throw new KernelOptionError(`bitsPerLong is ${bitsPerLong}; it must be a power of two from 1 to 64`);
  }
  const nrOpenDefault = options.nrOpenDefault ?? bitsPerLong;
  if (!Number.isInteger(nrOpenDefault) || nrOpenDefault < 1 || nrOpenDefault % bitsPerLong !== 0) {
    throw new KernelOptionError(
      `nrOpenDefault is ${nrOpenDefault}; it must be a multiple of bitsPerLong (${bitsPerLong})`,
    );
  }
  const nrOpen = nrOpenOf(options.nrOpen ?? 1048576, nrOpenDefault);
  const limit = options.rlimitNofile ?? Math.min(1024, nrOpen);
  const rlimitNofile = integerOf("rlimitNofile", limit, 0, nrOpen, `from 0 to nrOpen (${nrOpen})`);
  const lookup = choiceOf("lookup", options.lookup, "read-again", "once");
  const fullBitsCopy = choiceOf("fullBitsCopy", options.fullBitsCopy, "bits", "words");
  const { panicOnWarn = true, guards = true } = options;
  return {
    bitsPerLong,
    nrOpenDefault,
    nrOpen,
    rlimitNofile,
    panicOnWarn,
    lookup,
    fullBitsCopy,
    guards,
    scheme,
  };
}

function schemeOf(options: KernelOptions): ReservationScheme {
  const { scheme = "table" } = options;
  if (typeof scheme === "object" && scheme !== null) {
    refuseForeignOptions(options, scheme.name, {});
    return checkScheme(scheme);
  }
  // A name from outside of the types may be any.
  if (!Object.hasOwn(schemes, scheme)) {
    const names = Object.keys(schemes).map((name) => JSON.stringify(name));
    throw new KernelOptionError(
      `scheme is ${JSON.stringify(scheme)}; it must be ${names.join(", ")} or a ReservationScheme`,
    );
  }
  refuseForeignOptions(options, scheme, schemes[scheme].options);
  return schemes[scheme].make(options);
}

/** Refuses what neither every kernel nor this scheme has; `own` has the names of the scheme's options. */
function refuseForeignOptions(options: KernelOptions, scheme: string, own: object): void {
  for (const [option, value] of Object.entries(options)) {
    if (option === "scheme" || Object.hasOwn(commonOptions, option) || Object.hasOwn(own, option)) continue;
    const owners = Object.entries(schemes)
      .filter(([, { options }]) => Object.hasOwn(options, option))
      .map(([name]) => JSON.stringify(name));
    if (owners.length === 0) {
      const names = [...Object.keys(commonOptions), "scheme", ...Object.keys(own)];
      throw new KernelOptionError(
        `${option} is no option of a kernel with the scheme "${scheme}"; its options are ${names.join(", ")}`,
      );
    }
    if (value === undefined) continue;
    throw new KernelOptionError(
      `${option} is an option of the scheme ${owners.join(" or ")}, and the scheme is "${scheme}": ` +
        `say scheme: ${owners[0]}, or leave ${option} out`,
    );
  }
}

/** Rejects a user-defined scheme that lacks a member, or needs more words in a task than there are. */
function checkScheme(scheme: ReservationScheme): ReservationScheme {
  const { name, taskWords } = scheme;
  for (const [member, { constructor: kind }] of Object.entries(tableScheme)) {
    const given = (scheme as unknown as Readonly<Record<string, unknown>>)[member];
    if (given?.constructor === kind) continue;
    throw new KernelOptionError(`scheme "${name}" has no ${member} as a ReservationScheme has`);
  }
  if (taskWords.length <= SCHEME_WORDS) return scheme;
  throw new KernelOptionError(
    `scheme "${name}" keeps ${taskWords.length} words in each task; a task has room for ${SCHEME_WORDS}`,
  );
}
