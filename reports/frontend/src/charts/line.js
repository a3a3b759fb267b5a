// Lines over runs: competitors dashed, each line with a mark of its own, gaps kept, changes of the settings as vertical lines.

import { color } from "../say.js";
import { axis, DASHES, font, legend, PALETTE, SYMBOLS, text, tooltip } from "./theme.js";

const lines = (chart, { seriesIndex, dataIndex }) => {
  const [, run, day, , shown] = chart.lines[seriesIndex].points[dataIndex];
  return [text(chart.lines[seriesIndex].name), `#${run} · ${text(day)}`, `${text(shown)} ${text(chart.unit)}`];
};

const marked = (chart) => ({
  silent: true,
  symbol: "none",
  lineStyle: { color: color("--mut"), type: [2, 3], width: 1.2 },
  label: { show: false },
  data: chart.marks.map(([place]) => ({ xAxis: place })),
});

const series = (chart) => (one, place) => ({
  type: "line",
  name: text(one.name),
  data: one.points.map(([at, , , value]) => [at, value ?? "-"]),
  connectNulls: false,
  symbol: SYMBOLS[place],
  symbolSize: 7,
  cursor: "default",
  color: color(PALETTE[place]),
  lineStyle: { type: DASHES[place], width: 2.2 },
  emphasis: { focus: "series" },
  markLine: place === 0 && chart.marks.length ? marked(chart) : undefined,
});

export const line = {
  height: () => 270,
  target: () => "",
  option: (chart) => ({
    tooltip: tooltip((params) => lines(chart, params)),
    legend: legend(chart.lines.map((one) => text(one.name))),
    grid: { left: 4, right: 16, top: 14, bottom: chart.lines.length > 3 ? 56 : 34, outerBoundsMode: "same" },
    xAxis: {
      type: "category",
      data: chart.days.map(text),
      ...axis(),
      splitLine: { show: false },
      axisLabel: { ...font(12, "--mut"), hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: chart.edges[0],
      max: chart.edges[1],
      ...axis(),
      axisLabel: { ...font(12, "--mut"), ...ends(chart) },
    },
    series: chart.lines.map(series(chart)),
  }),
};

/** Edges that are no round numbers are not printed. */
function ends({ edges }) {
  return { showMinLabel: edges[0] === Math.round(edges[0]), showMaxLabel: edges[1] === Math.round(edges[1]) };
}
