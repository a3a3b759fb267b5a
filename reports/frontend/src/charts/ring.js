// A ring of at most six parts; numbers and shares stand in the legend, the share at the slice tells them apart without colour.

import { color } from "../say.js";
import { font, legend, percent, shade, text, tooltip } from "./theme.js";

const LEAST = 3; // percent: smaller slices have no room for a label

const entry = (row) => `${text(row.name)}  ${row.shown}  ${percent(row.share)}`;

export const ring = {
  height: (chart) => 220 + 24 * chart.rows.length,
  target: (chart, { dataIndex }) => chart.rows[dataIndex]?.target,
  option: (chart, width) => {
    const told = new Map(chart.rows.map((row) => [text(row.name), entry(row)]));
    return {
      tooltip: tooltip(({ dataIndex }) => {
        const row = chart.rows[dataIndex];
        return [text(row.name), `${text(chart.unit)}: ${row.shown}`, percent(row.share)];
      }),
      legend: legend(
        [...told.keys()],
        {
          orient: "vertical",
          left: "center",
          itemWidth: 14,
          itemHeight: 14,
          selectedMode: false,
          formatter: (name) => told.get(name),
          textStyle: { ...font(13), width: width - 40, overflow: "truncate" },
        },
      ),
      series: [
        {
          type: "pie",
          radius: [52, 86],
          center: ["50%", 108],
          cursor: chart.rows.some((row) => row.target) ? "pointer" : "default",
          avoidLabelOverlap: true,
          itemStyle: { borderColor: color("--card"), borderWidth: 2 },
          label: { ...font(13), formatter: ({ dataIndex }) => percent(chart.rows[dataIndex].share) },
          labelLine: { length: 8, length2: 6 },
          data: chart.rows.map((row) => ({
            name: text(row.name),
            value: row.value,
            itemStyle: { color: shade(row.colour) },
            label: { show: row.share >= LEAST },
            labelLine: { show: row.share >= LEAST },
          })),
        },
      ],
    };
  },
};
