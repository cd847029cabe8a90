/** How an announced error is shown under its line: with its code and its whole text, which may wrap. */
import type { TwoslashRenderer } from "@shikijs/twoslash";

export const lineError: NonNullable<TwoslashRenderer["lineError"]> = ({ code, text }) => [
  {
    type: "element",
    tagName: "span",
    properties: { class: "compile-error vp-copy-ignore" },
    children: [
      {
        type: "element",
        tagName: "b",
        properties: {},
        children: [{ type: "text", value: `error ${code}: ` }],
      },
      { type: "text", value: text },
    ],
  },
];
