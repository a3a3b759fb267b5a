// Keys: / finds, ? tells the keys, [ and ] go from card to card, g and a letter to a section, Escape closes.

import { el, say } from "./say.js";

const SECTIONS = { o: "overview", f: "fix", k: "checks", c: "charts", s: "structure", w: "keywords", m: "market", l: "links", v: "views", p: "pages", d: "method" };

export function keys() {
  let waiting = 0;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (Date.now() - waiting < 1200 && SECTIONS[event.key]) {
      waiting = 0;
      event.preventDefault();
      location.hash = SECTIONS[event.key];
    } else if (event.key === "g") waiting = Date.now();
    else if (event.key === "/") go(event, find);
    else if (event.key === "?") go(event, help);
    else if (event.key === "[" || event.key === "]") go(event, () => card(event.key === "]" ? 1 : -1));
  });
}

function go(event, act) {
  event.preventDefault();
  act();
}

function find() {
  document.getElementById("pages")?.scrollIntoView();
  const look = () => document.getElementById("find-page");
  if (look()) look().focus();
  else setTimeout(() => look()?.focus(), 400); // the table is built as it comes into view
}

function card(step) {
  const all = Array.from(document.querySelectorAll("#fix details.fixc:not(.off)"));
  const open = all.findIndex((one) => one === document.activeElement?.closest("details"));
  const next = all[Math.max(0, Math.min(all.length - 1, open + step))];
  if (!next) return;
  next.open = true;
  next.querySelector("summary").focus();
  next.scrollIntoView();
}

function help() {
  const rows = [
    ["/", say("查找网页", "Find a page")],
    ["[ ]", say("上一张、下一张卡片", "Previous, next card")],
    ["g o", say("概览", "Overview")], ["g f", say("先修什么", "Fix first")], ["g k", say("检查项", "Checks")], ["g c", say("图表", "Charts")],
    ["g s", say("结构", "Structure")], ["g w", say("关键词", "Keywords")], ["g m", say("竞品", "Competitors")], ["g l", say("链接", "Links")], ["g v", say("链接图", "Link map")],
    ["g p", say("网页", "Pages")], ["g d", say("方法", "Method")], ["+ − 0 ← ↑ → ↓", say("在深度图中缩放、移动", "Zoom and move in the depth map")], ["Esc", say("关闭", "Close")], ["?", say("这些按键", "These keys")],
  ];
  const close = el("button", { type: "button", class: "act", onclick: () => box.close() }, say("关闭", "Close"));
  const list = el("dl", { class: "kv" }, ...rows.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)]));
  const box = el("dialog", { class: "drawer small", "aria-labelledby": "keys-title" }, el("div", { class: "dhead" }, el("h2", { id: "keys-title" }, say("按键", "Keys")), close), list);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
