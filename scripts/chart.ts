/** Draws a chart as SVG that is read in both colour schemes, in grey, alone or inside a page. */
import { createRequire } from "node:module";

// The declarations of ECharts cannot be imported from an ES module: this is what is used of it.
const { init } = createRequire(import.meta.url)("echarts") as {
  readonly init: (
    dom: null,
    theme: null,
    options: { renderer: "svg"; ssr: true; width: number; height: number },
  ) => { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
};

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

const WIDTH = 760;

/** Where the axes stand in a chart: as far from its sides as their names need. */
const GRID_BOX = { left: 8, right: 48, bottom: 40, containLabel: true };

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
export function lineChart(id: string, height: number, x: Axis, y: Axis, lines: readonly Line[]): string {
  const symbols = ["circle", "rect", "triangle", "diamond"];
  return draw(id, height, {
    legend: legendOf(lines.length),
    grid: { ...GRID_BOX, top: lines.length > 1 ? 90 : 40 },
    xAxis: axis(x, "middle", 32),
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
  categories: readonly string[],
  value: Axis,
  bars: readonly Bars[],
): string {
  const isStacked = bars.some(({ stack }) => stack !== undefined);
  const rows = categories.length * (isStacked ? 1 : bars.length);
  return draw(id, 90 + rows * 22 + categories.length * 10, {
    legend: legendOf(bars.length),
    grid: { ...GRID_BOX, top: 44 },
    xAxis: axis(value, "middle", 32),
    yAxis: {
      type: "category",
      inverse: true,
      data: categories,
      axisLabel: { color: INK, fontSize: 13, width: 220, overflow: "break" },
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

function legendOf(count: number): object {
  return count > 1
    ? { top: 0, left: 0, itemGap: 18, textStyle: { color: INK, fontSize: 13 } }
    : { show: false };
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

function draw(id: string, height: number, option: object): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif" },
    ...option,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg.replaceAll(/\bzr\d+-/g, `${id}-`).replace("<svg ", `<svg ${SCHEME} `)}\n`;
}
