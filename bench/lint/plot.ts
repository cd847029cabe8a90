/** The plot of the lint benchmark's record: how the time of the rules grows with the size of a function. */
import { fileURLToPath } from "node:url";
import { lineChart } from "../line-chart.js";

export const plotFile = fileURLToPath(new URL("../../docs/ownership/lint-growth.svg", import.meta.url));

/** What was measured for functions of some sizes. */
export interface Growth {
  readonly sizes: readonly { readonly statements: number; readonly milliseconds: number }[];
}

/** Milliseconds over statements: one straight line says that growth is linear. */
export function plot({ sizes }: Growth): string {
  return lineChart(
    320,
    { type: "value", name: "statements of one function" },
    { type: "value", name: "milliseconds" },
    [
      {
        name: "the ownership rules",
        data: sizes.map(({ statements, milliseconds }) => [statements, milliseconds]),
      },
    ],
  );
}
