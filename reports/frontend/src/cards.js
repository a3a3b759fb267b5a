// Cards far down the list carry their texts and evidence packed; they are laid out when a card is opened, or printed.

import { links } from "./links.js";
import { language, onChange } from "./say.js";

/** `bodies`: by check id, HTML by language, written by the templates of the report, which escape what a site wrote. */
export function cards(bodies) {
  const all = Array.from(document.querySelectorAll("[data-later]"));
  const filled = new Set();
  const fill = (body) => {
    const html = bodies[body.dataset.later]?.[language()];
    if (html === undefined) return;
    body.innerHTML = html;
    filled.add(body);
    links(body);
  };
  for (const body of all) {
    const card = body.closest("details");
    if (card.open) fill(body);
    else card.addEventListener("toggle", () => filled.has(body) || fill(body), { once: true });
  }
  onChange(() => filled.forEach(fill));
  addEventListener("beforeprint", () => all.filter((body) => !filled.has(body)).forEach(fill));
}
