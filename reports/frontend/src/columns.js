// The columns of the page table: what they are called, what they hold, how a cell is written.

import { el, number, say } from "./say.js";

const SHOWN = { error: "poor", warning: "fair" };

/** Columns in order: key of the address, name, whether it is a number, value, cell. `data` is the island "pages". */
export function columns(data) {
  const errors = (place) => (place < 0 ? "" : say(data.errors[place][1], data.errors[place][2]));
  const coded = (key, list, place, zh, en, width) => ({
    key, name: () => say(zh, en), width, value: (row) => say(list[place(row)][1], list[place(row)][2]),
    texts: (row) => list[place(row)], cell: (row) => say(list[place(row)][1], list[place(row)][2]),
  });
  const plain = (key, zh, en, width, digits = 0) => ({
    key, name: () => say(zh, en), numeric: true, width, digits, value: (row) => row[key],
    cell: (row) => number(row[key], digits),
  });
  return [
    { key: "url", name: () => say("网址", "URL"), width: 300, value: (row) => row.shown, texts: (row) => [row.shown, row.url], cell: pageLink },
    { key: "title", name: () => say("标题", "Title"), width: 260, value: (row) => row.title, texts: (row) => [row.title], cell: (row) => crawled(row.title) },
    {
      key: "status", name: () => say("状态", "Status"), numeric: true, width: 86, value: (row) => row.status,
      cell: (row) => el("b", { class: tone(row) }, row.status === null ? errors(row.error) || "–" : String(row.status)),
    },
    coded("indexable", data.reasons, (row) => row.reason, "可索引性", "Indexability", 140),
    { ...plain("errors", "错误", "Errors", 74), cell: (row) => counted(row.errors, SHOWN.error) },
    { ...plain("warnings", "警告", "Warnings", 84), cell: (row) => counted(row.warnings, SHOWN.warning) },
    plain("depth", "深度", "Depth", 70),
    plain("inlinks", "链入", "Inlinks", 84),
    plain("outlinks", "链出", "Outlinks", 84),
    plain("pagerank", "PageRank %", "PageRank %", 104, 3),
    plain("words", "词数", "Words", 80),
    plain("title_width", "标题宽", "Title width", 88),
    plain("ttfb_ms", "首字节 ms", "TTFB ms", 92),
    coded("type", data.types, (row) => row.type, "类型", "Type", 100),
    { key: "template", name: () => say("模板", "Template"), width: 180, value: (row) => row.template, texts: (row) => [row.template], cell: (row) => el("code", { "data-crawled": true }, row.template) },
    { key: "checks", name: () => say("未通过的检查项", "Failed checks"), width: 260, value: (row) => row.checks, texts: (row) => row.failed.flatMap((place) => [data.checks[place][0], data.checks[place][2], data.checks[place][3]]), cell: (row) => el("code", {}, row.checks) },
  ];
}

const crawled = (text) => el("bdi", { "data-crawled": true }, text);
const pageLink = (row) => el("a", { class: "u", "data-crawled": true, href: `#/page/${row.id}`, "data-url": row.url }, row.shown);
const counted = (count, shade) => (count ? el("b", { class: shade }, number(count)) : "0");

function tone(row) {
  if (row.status === null || row.status >= 400) return "poor";
  return row.status >= 300 ? "fair" : "good";
}
