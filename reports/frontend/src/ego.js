// The links of one page: what links to it on the left, what it links to on the right, the way from the start above.

import { addToDrawer } from "./drawer.js";
import { finder } from "./finder.js";
import { isBroken, isRedirect, label, network, pathTo } from "./network.js";
import { onAddress, rewrite } from "./state.js";
import { el, number, onChange, say } from "./say.js";

const ROW = 30; // px
const WIDE = 84; // px between the lists and the page
const MOST = 20;
const TONES = [["可编入索引", "Indexable"], ["不可编入索引", "Not indexable"], ["跳转", "Redirect"], ["死链", "Broken"], ["没有读取", "Not read"]];

/** Fill the box #ego; pages are chosen there, or by the address #/around/ID. */
export function egoView(net, box) {
  const place = box.querySelector(".livebox");
  let shown = net.home;
  const show = (page, write = true) => {
    shown = page;
    if (write) rewrite(`around/${net.ids[page]}`, new URLSearchParams());
    place.replaceChildren(...view(net, page, show));
  };
  place.hidden = false;
  box.classList.add("live");
  show(shown, false);
  onChange(() => show(shown, false));
  onAddress((path) => {
    if (path[0] !== "around") return;
    const page = net.at.get(Number(path[1]));
    if (page === undefined) place.prepend(el("p", { class: "warn" }, say("这份报告里没有那一页的链接：", "This report has no links of that page: "), el("code", { class: "cmd" }, "xunlu page URL")));
    else show(page, false);
    box.scrollIntoView();
  });
}

/** Colour and name of what a page is. */
export const tone = (net, page) => el("b", { class: `dot t${net.tone[page]}`, title: toneName(net, page) });
export const toneName = (net, page) => say(...TONES[Number(net.tone[page])]);

export const clicks = (count) => say(`${number(count)} 次点击`, `${number(count)} ${count === 1 ? "click" : "clicks"}`);

function view(net, page, show) {
  const known = net.covered[page] === "1";
  const inner = net.inward[page].slice(0, MOST);
  const outer = net.outward[page].slice(0, MOST);
  const height = Math.max(inner.length, outer.length, 7) * ROW;
  const middle = Math.min(height / 2, (Math.min(inner.length, outer.length) || 7) * ROW / 2 + ROW);
  const bar = el("div", { class: "viewbar" }, finder(net, "ego-find", () => net.order, show));
  const left = side(net, inner, net.linking[page], known, show, say("链接到它的", "Link to it"), "in");
  const right = side(net, outer, net.linked[page], known, show, say("它链接的", "It links to"), "out");
  const center = el("div", { class: "center" }, card(net, page, known));
  return [bar, way(net, page, show), el("div", { class: "egogrid" }, left, strands(net, inner, middle, height, "in"), center, strands(net, outer, middle, height, "out"), right)];
}

function way(net, page, show) {
  const steps = pathTo(net, page);
  const long = steps.length > 9 ? [...steps.slice(0, 4), -1, ...steps.slice(-4)] : steps;
  const one = (step) => {
    if (step < 0) return el("li", {}, "…");
    if (step === page) return el("li", {}, el("b", { "data-crawled": true }, label(net, step)));
    return el("li", {}, el("button", { type: "button", class: "step", onclick: () => show(step) }, el("bdi", { "data-crawled": true }, label(net, step))));
  };
  const items = long.map(one);
  long.forEach((step, at) => at > 0 && step >= 0 && net.repeated[step] === "1" && items[at].append(el("small", {}, say("样板链接", "boilerplate link"))));
  const none = net.depth[page] < 0 ? say("没有从首页来的可跟踪路径。", "No followable path leads here from the start.") : null;
  return el("div", { class: "way" }, el("span", { class: "mut" }, say("最短路径", "Shortest path")), none ?? el("ol", {}, ...items));
}

function side(net, pages, total, known, show, name, kind) {
  const count = known || pages.length >= total ? say(`${number(pages.length)} / ${number(total)} 个`, `${number(pages.length)} of ${number(total)}`) : say(`${number(total)} 个，列出 ${number(pages.length)} 个`, `${number(total)}, of which ${number(pages.length)} listed`);
  const item = (page) => {
    const more = isBroken(net, page) ? say("死链", "broken") : isRedirect(net, page) ? say("跳转", "redirect") : null;
    return el("li", {}, el("button", { type: "button", title: net.path(page), onclick: () => show(page) }, tone(net, page), el("bdi", { "data-crawled": true }, label(net, page, 56)), more && el("small", {}, more)));
  };
  return el("div", { class: `side ${kind}` }, el("h4", {}, name, " ", el("small", {}, count)), el("ul", {}, ...pages.map(item)), pages.length ? null : el("p", { class: "mut" }, say("没有。", "None.")));
}

function strands(net, pages, middle, height, kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ class: `strands ${kind}`, viewBox: `0 0 ${WIDE} ${height}`, width: WIDE, height, "aria-hidden": "true" })) svg.setAttribute(key, value);
  pages.forEach((page, at) => {
    const path = document.createElementNS(svg.namespaceURI, "path");
    const y = at * ROW + ROW / 2;
    const [y1, y2] = kind === "in" ? [y, middle] : [middle, y];
    path.setAttribute("d", `M0 ${y1}C${WIDE / 2} ${y1} ${WIDE / 2} ${y2} ${WIDE} ${y2}`);
    if (isBroken(net, page)) path.setAttribute("class", "bad");
    svg.append(path);
  });
  return svg;
}

function card(net, page, known) {
  const url = net.url(page);
  const link = /^https?:/.test(url) ? el("a", { href: url, rel: "noreferrer noopener", class: "u", "data-crawled": true }, net.path(page)) : el("bdi", { "data-crawled": true }, net.path(page));
  const facts = [
    toneName(net, page),
    net.depth[page] >= 0 && clicks(net.depth[page]),
    net.rank[page] >= 0 && `PageRank ${number(net.rank[page] / 10_000, 2)}%`,
    net.inlinks[page] >= 0 && say(`链入共 ${number(net.inlinks[page])}（含样板）`, `${number(net.inlinks[page])} inlinks with boilerplate`),
    net.found[page] === "2" ? say("有错误", "with errors") : net.found[page] === "1" && say("有警告", "with warnings"),
  ];
  return el("div", { class: "egocard" },
    el("b", { "data-crawled": true }, net.title(page) || net.path(page)),
    el("div", {}, link),
    el("div", { class: "mut" }, facts.filter(Boolean).join(" · ")),
    known ? null : el("div", { class: "mut" }, say("它的链接没有全部放进报告：", "Not all of its links are in the report: "), el("code", { class: "cmd" }, `xunlu page '${url.replaceAll("'", "%27")}'`)),
    el("div", { class: "acts" }, ...acts(net, page, true)));
}

/** What can be done with a page. */
export function acts(net, page, around = false) {
  const id = net.ids[page];
  return [
    el("a", { class: "act", href: `#/page/${id}` }, say("全部事实", "All facts")),
    around ? el("a", { class: "act", href: `#/map/${id}` }, say("以它为图心", "Centre the map here")) : el("a", { class: "act", href: `#/around/${id}` }, say("它的链接", "Its links")),
    el("button", { type: "button", class: "act", onclick: () => navigator.clipboard?.writeText(net.url(page)) }, say("复制网址", "Copy URL")),
  ];
}

/** The lists of links in the page drawer. */
export function linksInDrawer() {
  addToDrawer(async (row) => {
    const net = await network();
    const page = net?.at.get(row.id);
    if (page === undefined) return null;
    const list = (pages, total, name) => el("details", { class: "as-table" },
      el("summary", {}, `${name} ${number(pages.length)} / ${number(total)}`),
      el("ul", {}, ...pages.map((one) => el("li", {}, tone(net, one), " ", el("a", { href: `#/page/${net.ids[one]}`, "data-crawled": true }, label(net, one, 60))))));
    return el("div", {}, el("h3", {}, say("链接", "Links"), " ", el("small", {}, say("样板链接不算", "boilerplate left out"))),
      list(net.inward[page].slice(0, MOST), net.linking[page], say("链接到它的网页", "Pages that link to it")),
      list(net.outward[page].slice(0, MOST), net.linked[page], say("它链接的网页", "Pages it links to")),
      el("p", {}, el("a", { class: "act", href: `#/around/${row.id}` }, say("在图上看", "See it drawn"))));
  });
}
