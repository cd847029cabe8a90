/** What cuts a search short, as data, and in words. */

/**
 * Why a search is not exhaustive.
 *
 * @public
 */
export type Bound =
  /** It stopped at the first violation. */
  | { readonly kind: "violation" }
  /** It has kept as many states as it may. */
  | { readonly kind: "states"; readonly limit: number }
  /** It uses as many bytes as it may. */
  | { readonly kind: "bytes"; readonly limit: number }
  /** It has run as long as it may, in milliseconds. */
  | { readonly kind: "time"; readonly limit: number }
  /** It has made as many random walks as it was to. */
  | { readonly kind: "walks"; readonly limit: number }
  /** It went through everything, but knows states by their hashes; `omission` is how likely one is left out. */
  | { readonly kind: "compaction"; readonly omission: number };

/**
 * A bound in words: `the limit of 100 states`.
 *
 * @param bound - What cut the search short.
 *
 * @public
 */
export function formatBound(bound: Bound): string {
  switch (bound.kind) {
    case "violation":
      return "the first violation";
    case "states":
      return `the limit of ${bound.limit.toLocaleString("en")} states`;
    case "bytes":
      return `the limit of ${Math.round(bound.limit / 2 ** 20).toLocaleString("en")} MiB of states`;
    case "time":
      return `the limit of ${bound.limit / 1000} s`;
    case "walks":
      return `${bound.limit} random walks`;
    case "compaction":
      return `hash compaction, omission probability below ${bound.omission.toExponential(1)}`;
  }
}
