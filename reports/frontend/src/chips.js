// Chips above the table: one press for the filters most asked for. They write the same address as the fields.

import { el, number, say } from "./say.js";

/** Buttons that set the filter of one column; pressed again they clear it. `table` is the page table. */
export function chips(table) {
  const made = offers(table.data)
    .map((offer) => ({ ...offer, count: table.rows.filter(offer.fits).length }))
    .filter((offer) => offer.count > 0 && offer.count < table.rows.length)
    .map((offer) => [offer, button(table, offer)]);
  const bar = el("div", { class: "chips", role: "group", "aria-label": say("常用筛选", "Filters") }, ...made.map(([, chip]) => chip));
  table.onFilter = () => made.forEach(([offer, chip]) => chip.setAttribute("aria-pressed", String(pressed(table, offer))));
  return bar;
}

function offers(data) {
  return [
    { column: "errors", value: ">0", name: say("有错误", "With errors"), fits: (row) => row.errors > 0 },
    { column: "warnings", value: ">0", name: say("有警告", "With warnings"), fits: (row) => row.warnings > 0 },
    { column: "status", value: ">=400", name: say("4xx、5xx", "4xx, 5xx"), fits: (row) => row.status >= 400 },
    { column: "depth", value: ">3", name: say("深度超过 3", "Deeper than 3"), fits: (row) => row.depth > 3 },
    { column: "inlinks", value: "<=1", name: say("链入至多 1", "1 inlink at most"), fits: (row) => row.inlinks !== null && row.inlinks <= 1 },
    ...data.reasons.map(([key, zh, en], at) => ({ column: "indexable", value: `=${key}`, name: say(zh, en), fits: (row) => row.reason === at })),
    ...data.types.map(([key, zh, en], at) => ({ column: "type", value: `=${key}`, name: say(zh, en), fits: (row) => row.type === at })),
  ];
}

const pressed = (table, offer) => table.query.get(`f.${offer.column}`) === offer.value;

function button(table, offer) {
  const press = () => {
    const query = new URLSearchParams(table.query);
    if (pressed(table, offer)) query.delete(`f.${offer.column}`);
    else query.set(`f.${offer.column}`, offer.value);
    table.show(query);
  };
  return el("button", { type: "button", class: "chip", "aria-pressed": "false", onclick: press }, `${offer.name} `, el("small", {}, number(offer.count)));
}
