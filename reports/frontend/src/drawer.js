// The page drawer: everything the report knows of one page, opened by #/page/ID.

import { onAddress } from "./state.js";
import { el, number, onChange, say } from "./say.js";

const LEVELS = { e: ["error", "错误", "Error"], w: ["warning", "警告", "Warning"], n: ["notice", "提示", "Notice"], i: ["info", "信息", "Info"] };
const ORDER = "ewni";
const further = []; // what else is told of a page: (row) => element or null

/** Let another view add a part to the drawer: `make(row)` gives an element, a promise of one, or null. */
export function addToDrawer(make) {
  further.push(make);
}

/** Open pages by their address. `rows` as of pages.js. */
export function drawer(data, rows) {
  const places = new Map(rows.map((row, at) => [row.id, at]));
  const told = new Map(data.told);
  const box = el("dialog", { class: "drawer", "aria-labelledby": "drawer-title" });
  document.body.append(box);
  let shown = null;
  let before = "";
  const close = () => box.open && box.close();
  box.addEventListener("close", () => {
    shown = null;
    if (location.hash.startsWith("#/page/")) history.replaceState(null, "", before || location.pathname + location.search);
  });
  box.addEventListener("click", (event) => event.target === box && close());
  const show = (id) => {
    const at = places.get(id);
    shown = id;
    const content = at === undefined ? [absent(data, close)] : page(data, rows[at], told.get(id), close, rows[at - 1], rows[at + 1]);
    box.replaceChildren(...content);
    if (!box.open) box.showModal();
    box.scrollTop = 0;
  };
  addEventListener("hashchange", (event) => {
    if (!new URL(event.oldURL).hash.startsWith("#/page/")) before = new URL(event.oldURL).hash;
    if (!location.hash.startsWith("#/")) close(); // a link to a card
  });
  onAddress((path) => (path[0] === "page" ? show(Number(path[1])) : close()));
  onChange(() => shown !== null && box.open && show(shown));
}

function head(title, close, ...beside) {
  const shut = el("button", { type: "button", class: "act", onclick: close }, say("关闭", "Close"));
  return el("div", { class: "dhead" }, el("h2", { id: "drawer-title" }, title), el("div", { class: "dacts" }, ...beside, shut));
}

function absent(data, close) {
  return el("div", {}, head(say("这一页不在表中", "This page is not in the table"), close), el("p", {}, el("code", { class: "cmd" }, data.command)));
}

function page(data, row, told, close, previous, next) {
  const step = (other, zh, en) => other && el("a", { class: "act", href: `#/page/${other.id}` }, say(zh, en));
  const link = /^https?:/.test(row.url) ? el("a", { href: row.url, rel: "noreferrer", class: "u", "data-crawled": true }, row.url) : el("bdi", {}, row.url);
  const copy = el("button", { type: "button", class: "act", onclick: () => navigator.clipboard?.writeText(row.url) }, say("复制网址", "Copy URL"));
  const parts = el("div", { class: "further" });
  Promise.all(further.map((make) => make(row))).then((made) => parts.append(...made.filter(Boolean)));
  return [
    head(el("bdi", { "data-crawled": true }, row.title || row.shown), close, step(previous, "上一页", "Previous"), step(next, "下一页", "Next"), copy),
    el("p", { class: "lead" }, link),
    facts(data, row),
    findings(data, row, told),
    parts,
    el("p", { class: "more" }, say("全部事实：", "Every fact: "), el("code", { class: "cmd" }, `xunlu page ${quoted(row.url)}`)),
  ];
}

const quoted = (url) => `'${url.replaceAll("'", "%27")}'`;

function facts(data, row) {
  const named = (list, place) => (place < 0 ? "" : say(list[place][1], list[place][2]));
  const own = (text) => (text ? el("bdi", { "data-crawled": true }, text) : "–");
  const listed = [
    [say("状态", "Status"), [row.status, named(data.errors, row.error)].filter((part) => part !== null && part !== "").join(" · ") || "–"],
    [say("可索引性", "Indexability"), named(data.reasons, row.reason)],
    [say("类型", "Type"), named(data.types, row.type)],
    [say("模板", "Template"), el("code", { "data-crawled": true }, row.template)],
    [say("标题", "Title"), [own(row.title), ` (${say(`宽 ${row.title_width} 列`, `${row.title_width} columns`)})`]],
    [say("描述", "Description"), own(row.description)],
    ["H1", own(row.h1)],
    [say("点击深度", "Click depth"), number(row.depth)],
    [say("链入网页", "Inlinks"), number(row.inlinks)],
    [say("链出", "Outlinks"), number(row.outlinks)],
    ["PageRank", row.pagerank === null ? "–" : `${number(row.pagerank, 3)}%`],
    [say("词数", "Words"), number(row.words)],
    [say("首字节", "First byte"), row.ttfb_ms === null ? "–" : `${number(row.ttfb_ms)} ms`],
    [say("大小", "Size"), row.size === null ? "–" : `${number(row.size)} KB`],
  ];
  return el("dl", { class: "kv" }, ...listed.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, ...[value].flat())]));
}

function findings(data, row, told) {
  const title = el("h3", {}, say("问题", "Findings"), el("small", {}, number(row.failed.length)));
  if (row.failed.length === 0) return el("div", {}, title, el("p", { class: "ok" }, say("没有发现问题。", "Nothing was found.")));
  const list = el("ul", { class: "dfound" }, ...(told ? [...told].sort((a, b) => ORDER.indexOf(a[1]) - ORDER.indexOf(b[1])).map(one) : row.failed.map((check) => one([check, data.checks[check][1][0], null]))));
  const rest = told ? null : el("p", { class: "mut" }, say("这一页的证据没有放进报告：", "The evidence of this page is not in the report: "), el("code", { class: "cmd" }, `xunlu page ${quoted(row.url)}`));
  return el("div", {}, title, list, rest);

  function one([check, letter, sentence]) {
    const [id, , zh, en] = data.checks[check];
    const [level, levelZh, levelEn] = LEVELS[letter];
    const card = document.getElementById(`check-${id}`) ? el("a", { href: `#check-${id}` }, say(zh, en)) : say(zh, en);
    const said = sentence === null ? null : el("div", { "data-crawled": true }, say(...data.sentences[sentence]));
    return el("li", {}, el("span", { class: `sev ${level}` }, say(levelZh, levelEn)), " ", el("b", {}, card), " ", el("code", { class: "idc" }, id), said);
  }
}
