// A funnel of nested sets: one hue that pales step by step, and beside each step what was lost since the one above.

import { say } from "../say.js";
import { font, percent, text, tone, tooltip } from "./theme.js";

const STEP = 44;
const NARROW = 440; // pixels: losses stand below the counts

const lost = (row) => (row.lost ? `−${row.less} (${percent(row.lost)})` : "");

export const funnel = {
  height: (chart) => STEP * chart.rows.length + 12,
  target: (chart, { dataIndex }) => chart.rows[dataIndex]?.target,
  option: (chart, width) => ({
    tooltip: tooltip(({ dataIndex }) => {
      const row = chart.rows[dataIndex];
      const less = row.lost ? [`${say("比上一步减少", "Lost since the step above")}: ${lost(row)}`] : [];
      return [text(row.name), `${text(chart.unit)}: ${row.shown}`, `${text(chart.share)}: ${percent(row.share)}`, ...less];
    }),
    series: [
      {
        type: "funnel",
        sort: "none",
        left: 0,
        top: 4,
        bottom: 4,
        width: Math.round(width * 0.5),
        minSize: "1%",
        gap: 3,
        cursor: "pointer",
        label: {
          position: "right",
          ...font(13),
          opacity: 1,
          width: Math.round(width * 0.46),
          overflow: "break",
          formatter: ({ dataIndex }) => {
            const row = chart.rows[dataIndex];
            return [`${text(row.name)}  ${row.shown}`, lost(row)].filter(Boolean).join(width < NARROW ? "\n" : "  ");
          },
        },
        labelLine: { length: 6, lineStyle: { opacity: 0.5 } },
        itemStyle: { borderWidth: 0 },
        data: chart.rows.map((row, place) => ({
          name: text(row.name),
          value: row.value,
          itemStyle: { color: tone("step"), opacity: 1 - 0.1 * place },
        })),
      },
    ],
  }),
};
