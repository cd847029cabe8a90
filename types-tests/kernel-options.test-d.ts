/** What each scheme's kernel may be given: options of another scheme do not compile, with the error `TSnnnn`. */
import { expectAssignable, expectError, expectNotAssignable, expectType } from "tsd";
import { Kernel, type KernelOptions, type ReservationScheme, type SchemeName } from "fd-reservation";
import { tableScheme, withScheme, type TaggedKernelOptions } from "fd-reservation/kernel";

new Kernel();
new Kernel({ bitsPerLong: 4, lookup: "once" });
new Kernel({ scheme: "table", guards: false });
new Kernel({ scheme: "tagged" });
new Kernel({ scheme: "tagged", commitVia: "explicit", scopes: "flat", spillSlots: 1 });
const own: ReservationScheme = { ...tableScheme, name: "own" };
new Kernel({ scheme: own, nrOpen: 100 });
expectType<ReservationScheme>(new Kernel({ scheme: own }).scheme);

// An option of the scheme `tagged` without it, or with another one.
expectError(new Kernel({ commitVia: "glue" })); // TS2345
expectError(new Kernel({ scheme: "table", commitStore: "plain" })); // TS2322
expectError(new Kernel({ scheme: own, unshareReserving: "transfer" })); // TS2322
expectError(new Kernel({ bitsPerLong: 4, scmRights: "all-or-nothing" })); // TS2345
// Through a variable, where no literal is checked for properties too many.
declare const mixed: { readonly scheme: "table"; readonly neverInstalled: "bug" };
expectNotAssignable<KernelOptions>(mixed);

// A scheme or a value that there is not.
expectError(new Kernel({ scheme: "per-task" })); // TS2322
expectError(new Kernel({ reservations: "tagged" })); // TS2353
expectError(new Kernel({ scheme: "tagged", commitVia: "later" })); // TS2322
expectError(new Kernel({ scheme: { name: "half" } })); // TS2322

// Either scheme by name, where only common options stand beside it.
declare const scheme: SchemeName;
expectAssignable<KernelOptions>({ scheme, bitsPerLong: 1 });
expectNotAssignable<KernelOptions>({ scheme, scopes: "flat" });

declare const options: KernelOptions;
expectType<TaggedKernelOptions>(withScheme(options, "tagged"));
