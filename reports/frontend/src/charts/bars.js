// Bars: lying ones for names, standing ones for ranges that have an order. A bar leads to the pages it counts.

import { color } from "../say.js";
import { axis, font, percent, text, tone, tooltip } from "./theme.js";

const ROW = 28;

const lines = (chart, { dataIndex }) => {
  const row = chart.rows[dataIndex];
  const share = row.share === undefined ? [] : [`${text(chart.share)}: ${percent(row.share)}`];
  return [text(row.name), `${text(chart.unit)}: ${row.shown}`, ...share];
};

const series = (chart, position) => ({
  type: "bar",
  cursor: chart.rows.some((row) => row.target) ? "pointer" : "default",
  barMaxWidth: 34,
  barCategoryGap: "26%",
  label: { show: true, position, ...font(13), formatter: ({ dataIndex }) => chart.rows[dataIndex].shown },
  data: chart.rows.map((row) => ({
    value: row.value,
    itemStyle: { color: tone(row.tone), borderRadius: position === "top" ? [3, 3, 0, 0] : [0, 3, 3, 0] },
  })),
});

const names = (chart, more) => ({
  type: "category",
  data: chart.rows.map((row) => text(row.name)),
  ...axis(),
  splitLine: { show: false },
  triggerEvent: true,
  axisLabel: { ...font(13), interval: 0, ...more },
});

const target = (chart, event) => chart.rows[event.dataIndex]?.target;

export const bars = {
  height: (chart) => ROW * chart.rows.length + 16,
  target,
  option: (chart, width) => ({
    tooltip: tooltip((params) => lines(chart, params)),
    grid: { left: 4, right: 64, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsClampWidth: "20%" },
    xAxis: { type: "value", show: false },
    yAxis: { ...names(chart, { width: Math.min(280, Math.round(width * 0.5)), overflow: "truncate" }), inverse: true },
    series: [series(chart, "right")],
  }),
};

export const columns = {
  height: () => 250,
  target,
  option: (chart, width) => ({
    tooltip: tooltip((params) => lines(chart, params)),
    grid: { left: 4, right: 4, top: 24, bottom: 4, outerBoundsMode: "same" },
    xAxis: names(chart, { ...font(width < 420 ? 11 : 13), width: width / chart.rows.length - 4, overflow: "break" }),
    yAxis: { type: "value", minInterval: 1, ...axis(), axisLabel: { color: color("--mut") } },
    series: [series(chart, "top")],
  }),
};
