/** Draws the plots of the benchmarks' records as SVG. */
import { createRequire } from "node:module";

// The declarations of ECharts cannot be imported from an ES module: this is what is used of it.
const { init } = createRequire(import.meta.url)("echarts") as {
  readonly init: (
    dom: null,
    theme: null,
    options: { renderer: "svg"; ssr: true; width: number; height: number },
  ) => { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
};

/** A line with a name, and its points in the form that the x axis takes. */
export interface Line {
  readonly name: string;
  readonly dashed?: boolean;
  readonly data: readonly (number | readonly [number, number])[];
}

/**
 * A chart of lines on a white ground, 760 wide.
 *
 * @param height - In pixels.
 * @param xAxis - As ECharts takes it; its name stands below it.
 * @param yAxis - As ECharts takes it; its name stands at its left.
 */
export function lineChart(
  height: number,
  xAxis: Readonly<Record<string, unknown>>,
  yAxis: Readonly<Record<string, unknown>>,
  lines: readonly Line[],
): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: 760, height });
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: "sans-serif" },
    grid: { left: 80, right: 20, top: 20, bottom: lines.length > 1 ? 110 : 60 },
    ...(lines.length > 1 ? { legend: { bottom: 0, itemGap: 30 } } : {}),
    xAxis: { nameLocation: "middle", nameGap: 28, ...xAxis },
    yAxis: { nameLocation: "middle", nameGap: 60, ...yAxis },
    series: lines.map(({ name, dashed = false, data }) => ({
      name,
      type: "line",
      symbol: "circle",
      lineStyle: { type: dashed ? "dashed" : "solid" },
      data,
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}
