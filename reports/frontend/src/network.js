// The pages and links that the report carries for its link views, unpacked once (reports/views/packing.py).

import { island } from "./island.js";

export const BROKEN = 3;
const REDIRECT = 2;

let wanted = null;

/** The network, or null where links have not been computed. Pages are numbered from 0; at.get(url_id) is a number. */
export function network() {
  wanted ??= Promise.all([island("ego"), island("pages")]).then(([data, table]) => data && unpack(data, table));
  return wanted;
}

function unpack(data, table) {
  const named = names(table);
  const ids = sums(data.id);
  const inward = ids.map(() => []);
  const outward = ids.map(() => []);
  let place = 0;
  data.links.forEach((count, source) => {
    for (const target of sums(data.to.slice(place, place + count))) {
      outward[source].push(target);
      inward[target].push(source);
    }
    place += count;
  });
  const urgent = (page) => (data.tone[page] === "3" ? 0 : data.tone[page] === "2" ? 1 : 2);
  const byRank = (one, other) => data.rank[other] - data.rank[one] || one - other;
  inward.forEach((list) => list.sort(byRank));
  outward.forEach((list) => list.sort((one, other) => urgent(one) - urgent(other) || byRank(one, other)));
  const own = (page) => named.get(ids[page]);
  const path = (page) => data.url[page] || own(page)?.[0] || "";
  return {
    ...data,
    ids,
    inward,
    outward,
    count: ids.length,
    at: new Map(ids.map((id, page) => [id, page])),
    url: (page) => (path(page).startsWith("/") ? data.base + path(page) : path(page)),
    path: (page) => readable(path(page)),
    title: (page) => data.title[page] || own(page)?.[1] || "",
    order: ids.map((_, page) => page).sort(byRank),
  };
}

/** URL and title by url_id, of the table of all pages: what stands there does not travel twice. */
function names(table) {
  if (!table) return new Map();
  return new Map(sums(table.id).map((id, at) => [id, [table.url[at], table.title[at]]]));
}

function sums(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/** An address as people read it; what would be read in another way stays encoded. */
function readable(path) {
  try {
    return decodeURI(path).replace(/[\p{C}\p{Z}]/gu, encodeURIComponent);
  } catch {
    return path;
  }
}

/** Pages from the start to `page` along links that engines follow, both included. */
export function pathTo(net, page) {
  const found = [];
  for (let step = page; step >= 0 && found.length < 500; step = net.parent[step]) found.unshift(step);
  return found;
}

/** A few words for a page: its title without the name of the shop, else its address. */
export function label(net, page, most = 24) {
  const title = net.title(page).replace(/\s*(?:[|｜_»]|\s[-–—·:]\s).*$/u, "") || net.title(page) || net.path(page);
  let width = 0;
  let text = "";
  for (const char of title) {
    width += char.codePointAt(0) > 0x2e7f ? 2 : 1;
    if (width > most) return `${text}…`;
    text += char;
  }
  return text;
}

export const isRedirect = (net, page) => Number(net.tone[page]) === REDIRECT;
export const isBroken = (net, page) => Number(net.tone[page]) === BROKEN;
