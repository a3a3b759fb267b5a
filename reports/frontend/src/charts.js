// Charts: ECharts draws into each card that has data, in the language and colours of the page. The table stays beside it.

import { BarChart, FunnelChart, LineChart, PieChart, RadarChart } from "echarts/charts";
import { GridComponent, LegendPlainComponent, MarkLineComponent, RadarComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { bars, columns } from "./charts/bars.js";
import { funnel } from "./charts/funnel.js";
import { line } from "./charts/line.js";
import { radar } from "./charts/radar.js";
import { ring } from "./charts/ring.js";
import { text } from "./charts/theme.js";
import { el, onChange } from "./say.js";

use([
  BarChart, FunnelChart, LineChart, PieChart, RadarChart, GridComponent, LegendPlainComponent, MarkLineComponent,
  RadarComponent, TooltipComponent, SVGRenderer,
]); // prettier-ignore

const KINDS = { bars, columns, funnel, line, radar, ring };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Draws the charts of `data` (by the id of their card) into the cards within `root`; each when it comes near the window. */
export function draw(root, data) {
  root.querySelectorAll("[data-to]").forEach(link);
  const plates = [];
  for (const card of root.querySelectorAll("[data-chart]")) {
    const chart = data[card.dataset.chart];
    if (chart && KINDS[chart.kind]) plates.push(plate(card, chart));
  }
  if (!plates.length) return;
  document.documentElement.classList.add("drawn");
  const near = new IntersectionObserver(arrive, { rootMargin: "600px" });
  const size = new ResizeObserver((entries) => entries.forEach(({ target }) => target.plate.drawn && show(target.plate)));
  for (const one of plates) {
    near.observe(one.element);
    size.observe(one.element);
  }
  onChange(() => plates.forEach((one) => (one.drawn ? show(one) : one.element.setAttribute("aria-label", named(one.chart)))));
}

function arrive(entries, near) {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    show(target.plate);
  }
}

/** The room of a chart in its card: the table is folded, and what stood still for want of scripts goes. */
function plate(card, chart) {
  const element = el("div", { class: "plate", role: "img", "aria-label": named(chart) });
  const one = { element, chart, drawn: null };
  element.plate = one;
  element.style.height = `${KINDS[chart.kind].height(chart)}px`;
  const numbers = card.querySelector("details.numbers");
  if (numbers) numbers.open = false;
  (card.querySelector(".still") ?? numbers).before(element);
  card.classList.add("plotted");
  return one;
}

/** Draw, or draw again: in another language, other colours, another width. */
function show(one) {
  const { element, chart } = one;
  const width = element.clientWidth;
  if (!width) return;
  if (!one.drawn) {
    one.drawn = init(element, null, { renderer: "svg" });
    one.drawn.on("click", (event) => follow(KINDS[chart.kind].target(chart, event)));
  }
  one.drawn.setOption({ animation: !calm.matches, ...KINDS[chart.kind].option(chart, width) }, { notMerge: true });
  if (one.drawn.getWidth() !== width) one.drawn.resize();
  element.setAttribute("aria-label", named(chart));
}

const named = (chart) => [chart.title, chart.says].map(text).filter(Boolean).join(": ");

function follow(target) {
  if (target) location.hash = target;
}

/** A number of a table becomes a link to the pages it counts; without scripts it would lead nowhere. */
function link(cell) {
  cell.replaceChildren(el("a", { href: cell.dataset.to }, ...cell.childNodes));
}
