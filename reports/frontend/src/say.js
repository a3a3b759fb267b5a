// Texts in the language of the page, and elements made of text: what a site wrote never becomes markup.

const heard = new Set();

/** "zh" or "en". */
export const language = () => document.documentElement.dataset.lang;

/** The text of the language shown. */
export const say = (zh, en) => (language() === "zh" ? zh : en);

/** Number with thousands apart; a dash where there is none. */
export const number = (value, digits = 0) =>
  value === null || value === undefined
    ? "–"
    : value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Call `again` whenever language or theme of the page change. */
export function onChange(again) {
  heard.add(again);
}

const watcher = new MutationObserver(() => heard.forEach((again) => again()));
watcher.observe(document.documentElement, { attributeFilter: ["data-lang", "data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => heard.forEach((again) => again()));

/** An element: el("a", { class: "u", href: "..." }, "text", child, ...). Values of null leave an attribute out. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A colour of the style sheet, such as color("--acc"). */
export const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
