// What all charts share: texts, colours of the style sheet, marks that tell lines apart without colour, the tooltip.

import { color, el, language } from "../say.js";

export const PALETTE = ["--k1", "--k2", "--k3", "--k4", "--k5", "--k6"];
export const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"];
export const DASHES = ["solid", [7, 4], [2, 4], [9, 3, 2, 3], [4, 4], [12, 4]];
const TONES = { excellent: "--excellent", good: "--good", fair: "--fair", poor: "--poor", none: "--mut", step: "--k1" };

/** A text of the data in the language shown: it is one string, or [zh, en]. */
export const text = (value) => (Array.isArray(value) ? value[language() === "zh" ? 0 : 1] : (value ?? ""));

export const tone = (name) => color(TONES[name] ?? "--k1");

/** Colour of the palette by number from 1; 0 is what is left. */
export const shade = (place) => color(`--k${place}`);

/** Style of a text; the family by its name, as widths are measured with it. */
export const font = (size = 13, name = "--ink") => ({ color: color(name), fontSize: size, fontFamily: family() });

const family = () => getComputedStyle(document.body).fontFamily;

export const percent = (value) => (value > 0 && value < 0.05 ? "< 0.1%" : `${value.toFixed(1)}%`);

/** A tooltip of text only: lines(params) gives its lines, the first in bold. What a site wrote never becomes markup. */
export function tooltip(lines, more = {}) {
  return {
    confine: true,
    backgroundColor: color("--card"),
    borderColor: color("--line"),
    textStyle: font(),
    transitionDuration: 0,
    formatter: (params) => {
      const [first, ...rest] = lines(params);
      return el("div", { class: "tip" }, el("b", {}, first), ...rest.map((one) => el("span", {}, one)));
    },
    ...more,
  };
}

export const legend = (names, more = {}) => ({
  data: names,
  bottom: 0,
  itemWidth: 30,
  itemHeight: 9,
  textStyle: font(13),
  inactiveColor: color("--mut"),
  selectedMode: names.length > 1,
  ...more,
});

/** Lines of an axis, quiet. */
export const axis = () => ({
  axisLine: { lineStyle: { color: color("--line") } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: color("--line") } },
});
