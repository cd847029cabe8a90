/** Draws a chart as SVG that is read in both colour schemes, in grey, alone or inside a page. */
import { createRequire } from "node:module";

// The declarations of ECharts cannot be imported from an ES module: this is what is used of it.
const { init, setPlatformAPI } = createRequire(import.meta.url)("echarts") as {
  readonly init: (
    dom: null,
    theme: null,
    options: { renderer: "svg"; ssr: true; width: number; height: number },
  ) => { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
  readonly setPlatformAPI: (api: {
    measureText(text: string, font?: string): { readonly width: number };
  }) => void;
};

/** The width of a character of a wide font, such as DejaVu Sans or Verdana, as a share of the size. */
const WIDE = 0.62;

// The reader's font decides how wide a text is: room is kept for a wide one, or names are cut off and lie over each other.
setPlatformAPI({
  measureText(text, font) {
    const size = Number(/(\d+)px/.exec(font ?? "")?.[1] ?? 12);
    // The height of a line is asked for as the width of a character that fills a square.
    const isSquare = /^[^\0-\xff]$/.test(text);
    return { width: isSquare ? size : text.length * WIDE * size };
  },
});

/** Okabe and Ito's hues, darker on white and lighter on black. */
const HUES = [
  "light-dark(#0072b2, #6cb8f0)",
  "light-dark(#b34700, #ff8a4c)",
  "light-dark(#00664a, #2bc79a)",
  "light-dark(#8a3f73, #e29acb)",
  "light-dark(#6b5200, #e0b84a)",
  "light-dark(#3b3f8f, #a9adf5)",
];
const INK = "light-dark(#1b1f24, #e8ecf1)";
const QUIET = "light-dark(#57606a, #a3adb8)";
const GRID = "light-dark(#d0d7de, #3a424d)";

/** A chart is shown as an image, which follows the colour scheme of the element that shows it. */
const SCHEME = 'style="color-scheme: light dark"';

/** How wide a chart is, and what is left for the names of its bars and of an axis: on a page, and on a phone. */
const WIDTHS = { wide: { chart: 760, names: 220, axis: 720 }, narrow: { chart: 380, names: 150, axis: 230 } };

/** For which width a chart is drawn: a phone would make one for a page so small that nobody can read it. */
export type Width = keyof typeof WIDTHS;

/** Where the axes stand in a chart: as far from its sides as their names need. */
const GRID_BOX = { left: 8, right: 48, bottom: 52, containLabel: true };

/** An axis as ECharts takes it, with its name. */
export type Axis = Readonly<Record<string, unknown>> & { readonly name: string };

/** A line with a name, and its points in the form that the x axis takes. */
export interface Line {
  readonly name: string;
  readonly hue: number;
  readonly dashed?: boolean;
  readonly data: readonly (number | readonly [number, number])[];
}

/** Bars of one kind, one a category. */
export interface Bars {
  readonly name: string;
  readonly data: readonly (number | null)[];
  /** Bars with the same stack stand on each other. */
  readonly stack?: string;
}

/**
 * A chart of lines: their names above, the name of each axis at its end.
 *
 * @param id - What no other chart of a page is called.
 */
export function lineChart(
  id: string,
  width: Width,
  height: number,
  x: Axis,
  y: Axis,
  lines: readonly Line[],
): string {
  const symbols = ["circle", "rect", "triangle", "diamond"];
  const names = lines.map(({ name }) => name);
  return draw(id, width, height + (width === "narrow" ? legendHeight(names, width) : 0), {
    legend: legendOf(names),
    grid: { ...GRID_BOX, ...sidesOf(width), top: legendHeight(names, width) + 40 },
    xAxis: axis(broken(x, width), "middle", 32),
    yAxis: axis(y, "end", 14),
    series: lines.map(({ name, hue, dashed = false, data }) => ({
      name,
      type: "line",
      symbol: symbols[hue % symbols.length],
      symbolSize: 8,
      color: HUES[hue % HUES.length],
      lineStyle: { type: dashed ? "dashed" : "solid", width: 2.5 },
      data,
    })),
  });
}

/** A chart of bars that lie: a category a line, its name at the left, its value behind it. */
export function barChart(
  id: string,
  width: Width,
  categories: readonly string[],
  value: Axis,
  bars: readonly Bars[],
): string {
  const isStacked = bars.some(({ stack }) => stack !== undefined);
  const rows = categories.length * (isStacked ? 1 : bars.length);
  const names = bars.map(({ name }) => name);
  const top = legendHeight(names, width) + 14;
  const line = width === "narrow" ? 30 : 10;
  return draw(id, width, top + 62 + rows * 22 + categories.length * line, {
    legend: legendOf(names),
    grid: { ...GRID_BOX, ...sidesOf(width), top },
    xAxis: axis(broken(value, width), "middle", 32),
    yAxis: {
      type: "category",
      inverse: true,
      data: categories,
      axisLabel: { color: INK, fontSize: 13, width: WIDTHS[width].names, overflow: "break", lineHeight: 16 },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: QUIET } },
    },
    series: bars.map(({ name, data, stack }, index) => ({
      name,
      type: "bar",
      stack,
      barWidth: 16,
      barGap: "25%",
      color: HUES[index % HUES.length],
      itemStyle: { borderColor: INK, borderWidth: 0.5 },
      label: isStacked ? { show: false } : { show: true, position: "right", color: INK, fontSize: 12 },
      data,
    })),
    aria: { enabled: true, label: { enabled: false }, decal: { show: bars.length > 1 } },
  });
}

/** What stands above a chart with several names. */
const LEGEND = { gap: 18, symbol: 25, line: 24, size: 13 };

function legendOf(names: readonly string[]): object {
  const textStyle = { color: INK, fontSize: LEGEND.size };
  return names.length > 1 ? { top: 0, left: 0, itemGap: LEGEND.gap, textStyle } : { show: false };
}

/** How high the names are: they are set one after the other, and a line is begun when one has no room. */
function legendHeight(names: readonly string[], width: Width): number {
  if (names.length < 2) return 0;
  let [lines, used] = [1, 0];
  for (const name of names) {
    const own = LEGEND.symbol + 5 + name.length * WIDE * LEGEND.size + LEGEND.gap;
    if (used > 0 && used + own > WIDTHS[width].chart) [lines, used] = [lines + 1, 0];
    used += own;
  }
  return lines * (LEGEND.line + LEGEND.gap / 4) + 6;
}

function sidesOf(width: Width): object {
  return width === "narrow" ? { left: 2, right: 34 } : {};
}

/** An axis whose name has two lines where it is too long for one. */
function broken({ name, ...more }: Axis, width: Width): Axis {
  if (name.length * WIDE * 13 < WIDTHS[width].axis) return { name, ...more };
  const at = name.lastIndexOf(" ", name.length / 2 + 4);
  return { name: `${name.slice(0, at)}\n${name.slice(at + 1)}`, ...more };
}

function axis({ name, ...more }: Axis, nameLocation: string, nameGap: number): object {
  return {
    name,
    nameLocation,
    nameGap,
    nameTextStyle: { color: INK, fontSize: 13, align: nameLocation === "end" ? "left" : "center" },
    axisLabel: { color: QUIET, fontSize: 12 },
    axisLine: { lineStyle: { color: QUIET } },
    splitLine: { lineStyle: { color: GRID } },
    ...more,
  };
}

function draw(id: string, width: Width, height: number, option: object): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTHS[width].chart, height });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif" },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg.replaceAll(/\bzr\d+-/g, `${id}-`).replace("<svg ", `<svg ${SCHEME} `)}\n`;
}
