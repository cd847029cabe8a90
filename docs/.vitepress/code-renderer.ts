/** How a compiled block looks: types on hover, types asked for below their line, errors below theirs, as plain HTML. */
import { defaultHoverInfoProcessor, type TwoslashRenderer } from "@shikijs/twoslash";
import type { ElementContent } from "hast";
import type { ShikiTransformerContextCommon } from "@shikijs/types";

/** What the copy button leaves out. */
const NOT_COPIED = "vp-copy-ignore";

/** The renderer; only phrasing content, for it stands within `<pre>`. */
export const codeRenderer: TwoslashRenderer = {
  nodeStaticInfo({ text, docs }, node) {
    const type = defaultHoverInfoProcessor(text);
    if (!type || type === "any") return node;
    const paragraphs = (docs ?? "").split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
    return span("type-hover", [
      node,
      template([
        code(highlight(this, type)),
        ...paragraphs.map((paragraph) => span("type-docs", prose(paragraph))),
      ]),
    ]);
  },
  lineQuery({ text, character = 0 }) {
    const type = defaultHoverInfoProcessor(text);
    if (!type) return [];
    return [
      span(`type-line ${NOT_COPIED}`, [
        { type: "text", value: `${" ".repeat(character)}↑ ` },
        ...highlight(this, type),
      ]),
    ];
  },
  nodesError: (_error, children) => [span("wrong", children)],
  lineError: ({ code: number, text }) => [
    span(`compile-error ${NOT_COPIED}`, [
      {
        type: "element",
        tagName: "b",
        properties: {},
        children: [{ type: "text", value: `error ${number}: ` }],
      },
      { type: "text", value: text },
    ]),
  ],
};

function span(className: string, children: ElementContent[]): ElementContent & { type: "element" } {
  return { type: "element", tagName: "span", properties: { class: className }, children };
}

/** What no page shows, no reader hears and no search finds, until the pointer asks for it: see type-popup.ts. */
function template(children: ElementContent[]): ElementContent {
  return {
    type: "element",
    tagName: "template",
    properties: {},
    children: [],
    content: { type: "root", children },
  };
}

function code(children: ElementContent[]): ElementContent {
  return { type: "element", tagName: "code", properties: {}, children };
}

/** A type in the colours of the page's code. */
function highlight(context: ShikiTransformerContextCommon, text: string): ElementContent[] {
  const { children } = context.codeToHast(text, {
    ...context.options,
    meta: {},
    transformers: [],
    lang: "ts",
    structure: "inline",
  });
  return children as ElementContent[];
}

/** A paragraph of a docstring: its links by their names, its code as code. */
function prose(text: string): ElementContent[] {
  const plain = text
    .replace(/\{@link\s+([^}|\s]+)[^}]*\}/g, "`$1`")
    .replace(/\s+/g, " ")
    .trim();
  return plain.split("`").map((part, index): ElementContent => {
    const value: ElementContent = { type: "text", value: part };
    return index % 2 === 1 ? code([value]) : value;
  });
}
