/** The page of the matrix: sums and bars first, then every cell, which leads to its run or its refusal. */
import { bugHeadline, FACTS } from "../../../examples/bugs/facts.js";
import {
  layers,
  levels,
  meanings,
  type Layer,
  type Matrix,
  type Place,
  type Row,
} from "../../../src/matrix/index.js";
import { html, Markup } from "../../../src/viewer/internal.js";
import { DESIGNS, titleOf, type Design } from "./designs.js";
import { layerName } from "./layers.js";
import { page } from "./markdown.js";

/** What stands in a cell beside its word, and alone where there is no room for words. */
const GLYPHS: Readonly<Record<Layer, string>> = {
  "cannot be written": "N",
  harmless: "H",
  types: "T",
  lint: "L",
  guard: "G",
  explorer: "E",
  none: "X",
};

/** A layer as a class of the style sheet. */
function classOf(layer: Layer): string {
  return `layer ${layer.replaceAll(" ", "-")}`;
}

/** The groups of rows, and what the page calls them. */
const GROUPS: Readonly<Record<string, string>> = {
  bugs: "Bugs of the past",
  misuse: "Ways to hold the API wrong",
};

/** The page. */
export function matrixPage(matrix: Matrix): string {
  const { rows, designs, places } = matrix;
  const best = [...places].sort((a, b) => stopped(b) - stopped(a))[0];
  if (best === undefined) throw new Error("docs/matrix.json has no designs: npm run record -- matrix");
  const groups = Object.keys(GROUPS).map((group) => rows.filter((row) => row.group === group));
  return page(
    "The matrix",
    "Which layer catches it first",
    [
      `The same ${rows.length} mistakes, real bugs among them, are written in ${designs.length} designs. **${titleOfDesign(best.design)}** stops the most: ${stopped(best)} of ${best.tried} cannot happen, or are refused before the code runs. The less is left to the explorer, the earlier a mistake is caught.`,
      oneBlock(
        html`<figure class="bars" v-pre>
          <figcaption>How many of ${rows.length} mistakes each layer catches first</figcaption>
          ${places.map(bar)}
        </figure>`,
      ),
      oneBlock(
        html`<ul class="layers" v-pre>
          ${used(matrix).map(
            (layer) =>
              html`<li>
                <span class="${classOf(layer)}" aria-hidden="true">${GLYPHS[layer]}</span
                ><span><b>${layerName(layer)}</b>: ${meanings[layer].replaceAll("`", "")}</span>
              </li>`,
          )}
        </ul>`,
      ),
      oneBlock(
        html`<details v-pre>
          <summary>The sums as a table, and each design's place on a scale</summary>
          <div class="wide" tabindex="0" role="group" aria-label="Sums">${sums(matrix)}</div>
          <p>
            The scale is Rusty Russell's of interfaces (2008), 10 the best; the rules are ours. A design's
            place is the level that three quarters of its mistakes reach.
          </p>
          <ul>
            ${levels.map(({ level, name, rule }) => html`<li>${level}, ${name}: ${rule}</li>`)}
          </ul>
        </details>`,
      ),
      "## Every mistake in every design {#cells}",
      "A cell leads to its run, or to the report that refuses it.",
      `<MatrixFilter :designs='${JSON.stringify(designs.map(titleOfDesign))}' :layers='${JSON.stringify(used(matrix).map(layerName))}' />`,
      oneBlock(
        html`<div class="wide" tabindex="0" role="group" aria-label="The matrix" v-pre>
          <table class="matrix">
            <thead>
              <tr>
                <th scope="col">mistake</th>
                ${designs.map((design) => html`<th scope="col"><a href="${sectionOf(design)}">${titleOfDesign(design)}</a></th>`)}
              </tr>
            </thead>
            ${groups.map((some) => body(some, designs))}
          </table>
        </div>`,
      ),
      "The same table as text, written by `fd-reservation matrix --markdown`, is `docs/matrix.md` in the package.",
    ],
    "aside: false",
  );
}

/** Markdown takes what follows an empty line for Markdown, and what is indented for code. */
function oneBlock({ text }: Markup): string {
  return text.replace(/\s*\n\s*/g, "\n");
}

/** Where a design is explained. */
function sectionOf(design: string): string {
  return `./designs.html#${DESIGNS[design as Design].section}`;
}

/** What readers call a design; its short name is that of its files. */
function titleOfDesign(design: string): string {
  return DESIGNS[design as Design].heading;
}

/** The layers that catch a mistake in some design: what stands in no bar needs no legend. */
function used({ places }: Matrix): Layer[] {
  return layers.filter((layer) => places.some(({ counts }) => counts[layer] > 0));
}

/** How many mistakes cannot happen in a design, or are refused before its code runs. */
function stopped({ counts }: Place): number {
  return counts["cannot be written"] + counts.harmless + counts.types + counts.lint;
}

function bar({ design, tried, counts }: Place): Markup {
  const parts = layers.map((layer) => ({
    layer,
    count: counts[layer],
    share: (100 * counts[layer]) / tried,
  }));
  const shown = parts.filter(({ count }) => count > 0);
  const segments = shown.map(({ layer, count, share }) => {
    // A number that has no room is left to the title, and to the table below.
    const label = share > 2 && html`<b>${count}</b>`;
    return html`<span
      class="${classOf(layer)}"
      style="width:${share.toFixed(2)}%"
      title="${layerName(layer)}: ${count}"
      >${label}</span
    >`;
  });
  return html`<div class="bar">
    <span><a href="${sectionOf(design)}">${titleOfDesign(design)}</a> <code>${design}.ts</code></span>
    <div
      role="img"
      aria-label="${shown.map(({ layer, count }) => `${layerName(layer)} ${count}`).join(", ")}"
    >
      ${segments}
    </div>
  </div>`;
}

function sums({ designs, places }: Matrix): Markup {
  const rows: [string, (place: Place) => number][] = [
    ["tried", ({ tried }) => tried],
    ...layers.map((layer): [string, (place: Place) => number] => [
      layerName(layer),
      ({ counts }) => counts[layer],
    ]),
    ["place on the scale", ({ place }) => place],
    ["lowest mistake", ({ lowest }) => lowest],
  ];
  return html`<table>
    <thead>
      <tr>
        <th scope="col">first caught by</th>
        ${designs.map((design) => html`<th scope="col">${titleOfDesign(design)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${places.map((place) => html`<td>${value(place)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function body(rows: readonly Row[], designs: Matrix["designs"]): Markup {
  const group = rows[0]?.group ?? "";
  return html`<tbody data-group="${group}">
    <tr class="group">
      <th scope="colgroup" colspan="${designs.length + 1}">${GROUPS[group] ?? group}</th>
    </tr>
    ${rows.map((row) => line(row, designs))}
  </tbody>`;
}

function line({ group, name, cells }: Row, designs: Matrix["designs"]): Markup {
  const facts = group === "bugs" ? FACTS[name] : undefined;
  const says = facts === undefined ? titleOf(group, name) : bugHeadline(facts);
  const tds = designs.map((design) => {
    const cell = cells[design];
    if (cell === undefined) return html`<td>–</td>`;
    const { layer } = cell;
    return html`<td class="${classOf(layer)}">
      <a href="./${group}/${name}.html#${design}"
        ><i aria-hidden="true">${GLYPHS[layer]}</i><span>${layerName(layer)}</span></a
      >
    </td>`;
  });
  const caught = designs.map((design) => {
    const layer = cells[design]?.layer;
    return layer === undefined ? "" : layerName(layer);
  });
  return html`<tr data-caught="${caught.join("|")}">
    <th scope="row"><a href="./${group}/${name}.html">${name}</a><small>${says}</small></th>
    ${tds}
  </tr>`;
}
