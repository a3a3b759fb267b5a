// A tree of shortest paths as rings around any page, over the links that the report carries (reports/views/radial.py).

const MOST = 2000;
const GAP = 1.5;
const SMALLEST = 3;
const LARGEST = 16;
const INNER = 70;
const NARROWEST = 34;
const WIDEST = 150;

/** Breadth first from `root`: of every page its depth (-1: not reached) and the page before it. */
function reach(net, root) {
  const depth = new Int32Array(net.count).fill(-1);
  const parent = new Int32Array(net.count).fill(-1);
  depth[root] = 0;
  const line = [root];
  for (const page of line) { // grows while it is read
    for (const next of net.outward[page]) {
      if (depth[next] >= 0) continue;
      depth[next] = depth[page] + 1;
      parent[next] = page;
      line.push(next);
    }
  }
  return { depth, parent };
}

/** The map around `root`: {node, x, y, r, parent, depth}, `parent` a place in `node` or -1. */
export function around(net, root) {
  const { depth, parent } = reach(net, root);
  const kept = new Set([root]);
  for (const page of net.order) {
    if (depth[page] < 0) continue;
    const chain = [];
    for (let step = page; step >= 0 && !kept.has(step); step = parent[step]) chain.push(step);
    if (kept.size + chain.length > MOST) break;
    chain.forEach((step) => kept.add(step));
  }
  const node = Array.from(kept).sort((one, other) => one - other);
  const place = new Map(node.map((page, at) => [page, at]));
  const above = node.map((page) => place.get(parent[page]) ?? -1);
  const disks = laid(node, above, node.map((page) => Math.min(depth[page], 12)), node.map((page) => Math.max(net.rank[page], 0)));
  return { node, parent: above, depth: node.map((page) => depth[page]), ...disks };
}

function laid(node, above, ring, weight) {
  const turn = turns(above);
  const most = Math.max(...weight, 1e-9);
  const size = weight.map((one) => Math.max(SMALLEST, LARGEST * Math.sqrt(one / most)));
  const x = node.map(() => 0);
  const y = node.map(() => 0);
  const r = [...size];
  let edge = 0;
  for (let depth = 0; depth <= Math.max(...ring); depth += 1) {
    const members = node.map((_, at) => at).filter((at) => ring[at] === depth).sort((one, other) => size[other] - size[one]);
    if (depth === 0) { edge = size[members[0]]; continue; }
    let far = edge;
    for (const shrink of [1, 0.75, 0.55, 0.4]) {
      far = band(members, turn, size.map((one) => Math.max(SMALLEST * Math.min(1, shrink * 1.6), one * shrink)), edge, depth, x, y, r);
      if (far - edge <= WIDEST) break;
    }
    edge = far;
  }
  return { x, y, r };
}

/** Equal angles for leaves; a page stands in the middle of its sector, 0..1. */
function turns(above) {
  const below = above.map(() => []);
  above.forEach((one, at) => one >= 0 && below[one].push(at));
  const line = above.map((_, at) => at).filter((at) => above[at] < 0);
  for (const at of line) line.push(...below[at]);
  const leaves = above.map(() => 0);
  for (const at of line.toReversed?.() ?? [...line].reverse()) {
    leaves[at] ||= 1;
    if (above[at] >= 0) leaves[above[at]] += leaves[at];
  }
  const begin = above.map(() => 0);
  const total = leaves[line[0]];
  const found = above.map(() => 0);
  for (const at of line) {
    found[at] = (begin[at] + leaves[at] / 2) / total;
    let used = begin[at];
    for (const child of below[at]) { begin[child] = used; used += leaves[child]; }
  }
  return found;
}

/** Place a ring so that no two disks touch; gives how far it reaches. */
function band(members, turn, size, edge, depth, x, y, r) {
  const inner = edge + (depth === 1 ? INNER : NARROWEST);
  const room = members.reduce((sum, at) => sum + 2 * size[at] + GAP, 0);
  const middle = Math.max(inner, Math.min(edge + WIDEST, room / (2 * Math.PI)));
  const cell = 2 * Math.max(...members.map((at) => size[at])) + GAP;
  const step = Math.max(Math.min(...members.map((at) => size[at])), 1);
  const grid = new Map();
  const key = (i, j) => i * 100_003 + j;
  const free = (px, py, pr) => {
    const [i, j] = [Math.floor(px / cell), Math.floor(py / cell)];
    for (let a = -1; a <= 1; a += 1) for (let b = -1; b <= 1; b += 1) for (const at of grid.get(key(i + a, j + b)) ?? []) if ((px - x[at]) ** 2 + (py - y[at]) ** 2 < (pr + r[at] + GAP) ** 2) return false;
    return true;
  };
  let far = 0;
  for (const at of members) {
    const angle = 2 * Math.PI * turn[at] - Math.PI / 2;
    let distance = middle;
    for (let tries = 1; !free(distance * Math.cos(angle), distance * Math.sin(angle), size[at]); tries += 1) {
      const away = Math.ceil(tries / 2) * step * (tries % 2 ? 1 : -1);
      distance = middle + (middle + away < inner ? Math.abs(away) : away);
    }
    [x[at], y[at], r[at]] = [distance * Math.cos(angle), distance * Math.sin(angle), size[at]];
    const home = key(Math.floor(x[at] / cell), Math.floor(y[at] / cell));
    grid.set(home, [...(grid.get(home) ?? []), at]);
    far = Math.max(far, distance + size[at]);
  }
  return far;
}
