// A field that finds pages by words of their address or title, the most important first.

import { el, number, say } from "./say.js";
import { label } from "./network.js";

const MOST = 8;

/** `pages`: those that may be found, in the order in which they are offered; `choose(page)` is called with one. */
export function finder(net, id, pages, choose) {
  const list = el("ul", { class: "offers", id: `${id}-offers`, hidden: true });
  const note = el("span", { class: "vh", role: "status" });
  const field = el("input", { type: "search", id, autocomplete: "off", spellcheck: "false", "aria-controls": list.id });
  const close = () => { list.hidden = true; };
  const take = (page) => {
    field.value = "";
    close();
    choose(page);
  };
  const offer = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (page) => words.every((word) => `${net.path(page)} ${net.title(page)} ${net.url(page)}`.toLowerCase().includes(word));
    const found = [];
    for (const page of words.length ? pages() : []) if (fits(page) && found.push(page) >= MOST) break;
    list.replaceChildren(...found.map((page) => el("li", {}, el("button", { type: "button", onclick: () => take(page) }, el("bdi", { "data-crawled": true }, label(net, page, 40)), el("small", { "data-crawled": true }, net.path(page))))));
    list.hidden = found.length === 0;
    note.textContent = words.length ? say(`${number(found.length)} 个网页`, `${number(found.length)} pages`) : "";
  };
  const step = (event) => {
    const all = Array.from(list.querySelectorAll("button"));
    const here = all.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); field.focus(); }
    else if (event.key === "ArrowDown" && all.length) all[Math.min(here + 1, all.length - 1)].focus();
    else if (event.key === "ArrowUp" && here >= 0) (all[here - 1] ?? field).focus();
    else if (event.key === "Enter" && here < 0 && all.length) all[0].click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  field.addEventListener("input", offer);
  const box = el("div", { class: "finder", onkeydown: step }, el("label", { for: id }, say("找网页", "Find a page")), field, list, note);
  box.addEventListener("focusout", (event) => { if (!box.contains(event.relatedTarget)) setTimeout(close, 150); });
  return box;
}
