// The depth map: shortest paths as rings, to move about in. Without WebGL the drawing of the report stays.

import Graph from "graphology";
import Sigma from "sigma";

import { acts, clicks, toneName } from "./ego.js";
import { finder } from "./finder.js";
import { island } from "./island.js";
import { label } from "./network.js";
import { around } from "./rings.js";
import { onAddress, rewrite } from "./state.js";
import { color, el, number, onChange, say } from "./say.js";

const TONES = ["--acc", "--mut", "--fair", "--poor", "--line"];
const LABELS = 70;
const STEP = 0.12; // of the view that an arrow key moves
const DEEPEST = 12; // the last ring: what is deeper stands on it, too
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const hasWebGL = () => Boolean(document.createElement("canvas").getContext("webgl2"));

/** Fill the box #depth-map; #/map/ID puts another page in the middle. */
export async function depthMap(net, box) {
  const data = await island("map");
  if (!data || data.node.length === 0 || !hasWebGL()) return;
  const place = box.querySelector(".livebox");
  place.hidden = false;
  box.classList.add("live");
  let map;
  try {
    map = new DepthMap(net, data, place);
  } catch { // a context is refused: too many are open, or the driver is barred
    place.replaceChildren();
    place.hidden = true;
    box.classList.remove("live");
    return;
  }
  box.depthMap = map; // for those who look into it from outside
  onChange(() => map.dress());
  onAddress((path) => {
    const page = path[0] === "map" ? net.at.get(Number(path[1])) : undefined;
    if (page === undefined) return;
    map.root(page === net.home ? null : page);
    box.scrollIntoView();
  });
}

class DepthMap {
  constructor(net, data, place) {
    Object.assign(this, { net, place, hovered: null, chosen: null, rooted: null, hidden: false });
    const own = new Map(data.node.map((page, at) => [page, at]));
    this.first = { ...data, parent: data.node.map((page) => own.get(net.parent[page]) ?? -1), depth: data.node.map((page) => net.depth[page]) };
    this.bar = el("div", { class: "viewbar" });
    this.stage = el("div", { class: "stage", tabindex: "0", role: "application" });
    this.names = el("canvas", { class: "names" });
    this.bands = el("canvas", { class: "names" });
    this.told = el("div", { class: "told", "aria-live": "polite" });
    place.replaceChildren(this.bar, el("div", { class: "frame" }, this.stage, this.told));
    this.graph = new Graph({ type: "directed" });
    this.palette();
    this.fill(this.first);
    this.sigma = new Sigma(this.graph, this.stage, {
      renderLabels: false,
      itemSizesReference: "positions",
      zoomToSizeRatioFunction: (ratio) => ratio, // as large as in the layout: no disk ever covers another
      minEdgeThickness: 0.7,
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      stagePadding: 40,
      zIndex: true,
      enableEdgeEvents: false,
      defaultDrawNodeHover: () => {},
      nodeReducer: (key, attributes) => this.node(key, attributes),
      edgeReducer: (key, attributes) => this.edge(attributes),
    });
    this.stage.append(this.names);
    this.stage.prepend(this.bands);
    this.listen();
    this.dress();
  }

  palette() {
    this.font = getComputedStyle(document.body).fontFamily;
    this.colors = { tones: TONES.map(color), line: `${color("--mut")}55`, soft: color("--soft"), edge: color("--line"), ink: color("--ink"), card: color("--card"), way: color("--acc"), faint: color("--track") };
  }

  fill(map) {
    this.map = map;
    this.graph.clear();
    this.keys = new Map(map.node.map((page, at) => [page, at]));
    map.node.forEach((page, at) => this.graph.addNode(String(at), { x: map.x[at], y: -map.y[at], size: map.r[at], page, at }));
    map.parent.forEach((from, at) => from >= 0 && this.graph.addEdge(String(from), String(at), { size: 0.5, at }));
    this.order = map.node.map((_, at) => at).sort((one, other) => this.net.rank[map.node[other]] - this.net.rank[map.node[one]] || one - other);
    this.trace(null);
    this.reaches = reaches(map);
  }

  /** Which places stand on the way to `at`. */
  trace(at) {
    this.way = new Set();
    for (let step = at ?? -1; step >= 0; step = this.map.parent[step]) this.way.add(step);
  }

  node(key, attributes) {
    const page = attributes.page;
    const on = this.way.has(attributes.at);
    const hue = this.colors.tones[Number(this.net.tone[page])];
    return { ...attributes, color: this.way.size && !on ? this.colors.faint : hue, zIndex: on ? 1 : 0, forceLabel: on };
  }

  edge(attributes) {
    const on = this.way.has(attributes.at);
    const repeated = this.rooted === null && this.net.repeated[this.map.node[attributes.at]] === "1";
    return { ...attributes, hidden: this.hidden && repeated && !on, color: on ? this.colors.way : this.way.size ? this.colors.faint : this.colors.line, size: on ? 1.8 : 0.5, zIndex: on ? 1 : 0 };
  }

  listen() {
    this.sigma.on("enterNode", ({ node }) => this.point(Number(node)));
    this.sigma.on("leaveNode", () => this.point(null));
    this.sigma.on("clickNode", ({ node }) => { location.hash = `#/page/${this.net.ids[this.map.node[Number(node)]]}`; });
    this.sigma.on("clickStage", () => this.choose(null));
    this.sigma.on("afterRender", () => this.write());
    this.stage.addEventListener("keydown", (event) => this.press(event));
  }

  point(at) {
    this.hovered = at;
    this.stage.style.cursor = at === null ? "" : "pointer";
    this.tell();
  }

  choose(at) {
    this.chosen = at;
    if (at !== null) {
      const { x, y } = this.sigma.getNodeDisplayData(String(at));
      this.move({ x, y, ratio: Math.min(this.sigma.getCamera().ratio, 0.35) });
    }
    this.tell();
  }

  /** What is said of the page pointed at, else of the one chosen. */
  tell() {
    const at = this.hovered ?? this.chosen;
    this.trace(at);
    this.sigma.refresh({ skipIndexation: true });
    if (at === null) return this.told.replaceChildren();
    const { net } = this;
    const page = this.map.node[at];
    const facts = [toneName(net, page), clicks(this.map.depth[at]), net.rank[page] >= 0 && `PageRank ${number(net.rank[page] / 10_000, 2)}%`, net.inlinks[page] >= 0 && say(`链入 ${number(net.inlinks[page])}`, `${number(net.inlinks[page])} inlinks`)];
    const more = this.chosen === at ? [el("div", { class: "acts" }, ...acts(net, page), page === this.rooted ? null : el("a", { class: "act", href: `#/map/${net.ids[page]}` }, say("以它为图心", "Centre the map here")))] : [];
    return this.told.replaceChildren(el("b", { "data-crawled": true }, net.title(page) || net.path(page)), el("div", { class: "u", "data-crawled": true }, net.path(page)), el("div", { class: "mut" }, facts.filter(Boolean).join(" · ")), ...more);
  }

  move(state) {
    const camera = this.sigma.getCamera();
    if (still()) camera.setState(state);
    else camera.animate(state, { duration: 250 });
  }

  zoom(by) {
    const { ratio } = this.sigma.getCamera();
    this.move({ ratio: this.sigma.getCamera().getBoundedRatio(ratio * by) });
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { x, y, ratio } = this.sigma.getCamera();
    const step = STEP * ratio;
    const acts = {
      ArrowLeft: () => this.move({ x: x - step }), ArrowRight: () => this.move({ x: x + step }),
      ArrowUp: () => this.move({ y: y + step }), ArrowDown: () => this.move({ y: y - step }),
      "+": () => this.zoom(1 / 1.5), "=": () => this.zoom(1 / 1.5), "-": () => this.zoom(1.5), 0: () => this.whole(), Escape: () => this.choose(null),
      Enter: () => this.chosen !== null && (location.hash = `#/page/${this.net.ids[this.map.node[this.chosen]]}`),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  whole() {
    this.move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /** Another page in the middle; null: the start again. */
  root(page) {
    this.rooted = page;
    this.hovered = this.chosen = null;
    this.fill(page === null ? this.first : around(this.net, page));
    this.whole();
    this.dress();
  }

  /** Controls in the language of the page, colours in those of its theme. */
  dress() {
    const { net } = this;
    this.palette();
    const key = (sign, zh, en, act) => el("button", { type: "button", class: "act key", "aria-label": `${say(zh, en)} ${sign}`, title: say(zh, en), onclick: act }, sign);
    const hide = el("input", { type: "checkbox", id: "map-hide", checked: this.hidden, disabled: this.rooted !== null, onchange: (event) => { this.hidden = event.target.checked; this.sigma.refresh({ skipIndexation: true }); } });
    const find = finder(net, "map-find", () => this.order.map((at) => this.map.node[at]), (page) => this.choose(this.keys.get(page)));
    const back = () => { rewrite(`map/${net.ids[net.home]}`, new URLSearchParams()); this.root(null); };
    this.bar.replaceChildren(
      find, key("+", "放大", "Zoom in", () => this.zoom(1 / 1.5)), key("−", "缩小", "Zoom out", () => this.zoom(1.5)), key("0", "看全图", "See the whole map", () => this.whole()),
      el("label", { class: "check" }, hide, say("隐藏样板链接", "Hide boilerplate links")),
      ...(this.rooted === null ? [] : [
        el("span", {}, say("图心：", "Centre: "), el("b", { "data-crawled": true }, label(net, this.rooted))),
        el("button", { type: "button", class: "act", onclick: back }, say("回到首页", "Back to the start")),
        el("span", { class: "mut" }, say(`${number(this.map.node.length)} 个网页，只按报告里带的链接`, `${number(this.map.node.length)} pages, over the links in this report only`)),
      ]));
    this.stage.setAttribute("aria-label", say("深度图：方向键移动，+ 和 − 缩放，0 看全图，回车打开选中的网页", "Depth map: arrows move, + and − zoom, 0 shows all of it, Enter opens the chosen page"));
    this.tell();
  }

  /** The rings, painted below the links: each over the one around it. */
  paint() {
    const pen = this.pen(this.bands);
    const middle = this.sigma.graphToViewport({ x: 0, y: 0 });
    const edge = this.sigma.graphToViewport({ x: 1000, y: 0 });
    const scale = Math.hypot(edge.x - middle.x, edge.y - middle.y) / 1000;
    Object.assign(pen, { strokeStyle: this.colors.edge, lineWidth: 1});
    for (const [depth, far] of this.reaches) {
      pen.beginPath();
      pen.arc(middle.x, middle.y, far * scale, 0, 2 * Math.PI);
      pen.fillStyle = depth % 2 ? this.colors.soft : this.colors.card;
      pen.fill();
      pen.stroke();
    }
    Object.assign(pen, { font: `13px ${this.font}`, fillStyle: this.colors.tones[1], textAlign: "center" });
    for (const [depth, far] of this.reaches) pen.fillText(depth === DEEPEST ? `${depth}+` : String(depth), middle.x, middle.y - far * scale + 14);
  }

  /** A pen for a canvas that covers the stage, wiped clean. */
  pen(canvas) {
    const { width, height } = this.sigma.getDimensions();
    const scale = devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
    const pen = canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    return pen;
  }

  /** Labels for as many of the foremost pages as there is room for: none lies on another or on a larger disk. */
  write() {
    const { width, height } = this.sigma.getDimensions();
    this.paint();
    const pen = this.pen(this.names);
    Object.assign(pen, { font: `13px ${this.font}`, lineJoin: "round", lineWidth: 3.5, strokeStyle: this.colors.card, fillStyle: this.colors.ink, textBaseline: "middle" });
    const taken = [];
    const spots = [];
    for (const at of this.order) {
      const shown = this.sigma.getNodeDisplayData(String(at));
      const { x, y } = this.sigma.framedGraphToViewport(shown);
      const r = this.sigma.scaleSize(shown.size);
      if (x > -20 && y > -20 && x < width + 20 && y < height + 20) spots.push({ at, x, y, r });
    }
    const meets = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
    for (const { x, y, r } of spots.slice(0, 300)) if (r > 3) taken.push([x - r, y - r, x + r, y + r]);
    this.written = [];
    const ways = spots.filter((spot) => this.way.has(spot.at));
    const disks = taken.length;
    for (const { at, x, y, r } of [...ways, ...spots]) {
      if (this.written.length >= LABELS) break;
      if (this.written.some((one) => one.at === at)) continue;
      if (r < 2.4 && !this.way.has(at)) continue;
      const text = label(this.net, this.map.node[at], 20);
      const wide = pen.measureText(text).width;
      for (const left of x < width / 2 ? [x - r - 4 - wide, x + r + 4] : [x + r + 4, x - r - 4 - wide]) {
        const box = [left, y - 8, left + wide, y + 8];
        const free = !taken.some((other, place) => meets(box, other) && (place >= disks || !this.way.has(at)));
        if (!free || left < 0 || left + wide > width) continue;
        taken.push(box);
        this.written.push({ at, text, box });
        pen.strokeText(text, left, y);
        pen.fillText(text, left, y);
        break;
      }
    }
  }
}

/** How far each ring reaches, half way to the next; the outermost first: [depth, radius]. */
function reaches(map) {
  const near = [];
  const far = [];
  map.depth.forEach((clicks, at) => {
    const depth = Math.min(clicks, DEEPEST);
    const middle = Math.hypot(map.x[at], map.y[at]);
    near[depth] = Math.min(near[depth] ?? Infinity, middle - map.r[at]);
    far[depth] = Math.max(far[depth] ?? 0, middle + map.r[at]);
  });
  const depths = Object.keys(far).map(Number);
  return depths.map((depth, step) => [depth, step + 1 < depths.length ? (far[depth] + near[depths[step + 1]]) / 2 : far[depth] + 8]).reverse();
}
