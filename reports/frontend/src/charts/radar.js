// The radar of the axes: 0 to 100 on each. It is drawn only where each site has a value on each axis: a gap would look like zero.

import { color, number } from "../say.js";
import { DASHES, font, legend, PALETTE, SYMBOLS, text, tooltip } from "./theme.js";

const areas = (one, place) => ({
  name: text(one.name),
  value: one.values,
  symbol: SYMBOLS[place],
  symbolSize: 7,
  lineStyle: { type: DASHES[place], width: 2.2, color: color(PALETTE[place]) },
  itemStyle: { color: color(PALETTE[place]) },
  areaStyle: { color: color(PALETTE[place]), opacity: place ? 0 : 0.1 },
});

export const radar = {
  height: () => 380,
  target: () => "",
  option: (chart, width) => ({
    tooltip: tooltip(({ dataIndex }) => {
      const one = chart.sites[dataIndex];
      return [text(one.name), ...chart.axes.map((name, at) => `${text(name)}: ${number(one.values[at], 1)}`)];
    }),
    legend: legend(chart.sites.map((one, place) => ({ name: text(one.name), icon: SYMBOLS[place] })), { itemWidth: 12, itemHeight: 12 }),
    radar: {
      indicator: chart.axes.map((name) => ({ name: text(name), min: 0, max: 100 })),
      center: ["50%", "47%"],
      radius: Math.max(60, Math.min(130, width / 2 - 92)),
      splitNumber: 4,
      axisName: font(14),
      axisLine: { lineStyle: { color: color("--line") } },
      splitLine: { lineStyle: { color: color("--line") } },
      splitArea: { show: false },
    },
    series: [{ type: "radar", cursor: "default", data: chart.sites.map(areas) }],
  }),
};
