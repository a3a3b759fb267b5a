// The table of all pages: sorted, filtered, copied and taken away; what it shows stands in the address.

import { FilterModule, FormatModule, ResizeColumnsModule, SortModule, Tabulator } from "tabulator-tables";

import { columns } from "./columns.js";
import { copyRows, downloadRows } from "./takeaway.js";
import { numeric, textual } from "./filters.js";
import { onAddress, rewrite } from "./state.js";
import { el, number, onChange, say } from "./say.js";
import { chips } from "./chips.js";

Tabulator.registerModule([FilterModule, FormatModule, ResizeColumnsModule, SortModule]);

const WAIT = 150; // ms after the last key before the rows are filtered
const COLLATED = 20_000; // rows up to which Chinese is sorted by pinyin
const HEIGHT = "min(70vh, 620px)";

/** Build the table in place of the rows that stand there without scripts. `rows` as of pages.js. */
export function pageTable(data, rows) {
  const section = document.getElementById("pages");
  const holder = section.querySelector("[data-table]");
  section.classList.add("lively");
  const made = new PageTable(section, holder, data, rows);
  onAddress((path, query) => path[0] === "pages" && made.open(query));
  onChange(() => made.built && made.rebuild());
  new IntersectionObserver((seen, watcher) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watcher.disconnect();
    if (!made.built) made.build();
  }, { rootMargin: "600px" }).observe(section);
}

class PageTable {
  constructor(section, holder, data, rows) {
    Object.assign(this, { section, holder, data, rows, built: false, query: new URLSearchParams() });
    this.collator = new Intl.Collator("zh-Hans-u-co-pinyin", { numeric: true });
  }

  /** Show what an address asks for. */
  open(query) {
    if (this.built) this.show(new URLSearchParams(query));
    else {
      this.query = new URLSearchParams(query);
      this.build();
    }
    this.section.scrollIntoView();
  }

  /** The same with the table as it stands. */
  show(query) {
    this.query = query;
    rewrite("pages", query);
    this.finder.value = query.get("q") ?? "";
    this.holder.querySelectorAll("input.filter").forEach((field) => { field.value = query.get(`f.${field.dataset.column}`) ?? ""; });
    this.restore();
  }

  /** Anew, in another language. */
  rebuild() {
    if (!this.ready) {
      this.late = true; // Tabulator cannot be taken away before it stands
      return;
    }
    this.late = false;
    this.tabulator.destroy();
    this.build();
  }

  build() {
    this.columns = columns(this.data);
    this.bar = this.toolbar();
    const place = el("div", { class: "ptable" });
    this.note = el("p", { class: "cut" });
    this.holder.replaceChildren(this.bar, place, this.note, this.notes());
    this.tabulator = new Tabulator(place, {
      data: this.rows,
      height: this.rows.length > 15 ? HEIGHT : undefined,
      layout: "fitData",
      renderHorizontal: "basic",
      index: "id",
      columnDefaults: { headerSort: false, resizable: true, vertAlign: "middle" },
      columns: this.columns.map((column) => this.definition(column)),
    });
    this.built = true;
    this.ready = false;
    this.tabulator.on("tableBuilt", () => {
      this.ready = true;
      place.querySelector(".tabulator-tableholder").removeAttribute("tabindex"); // its links take the focus
      if (this.late) this.rebuild();
      else this.restore();
    });
    this.tabulator.on("dataFiltered", (filters, shown) => this.told(shown));
  }

  definition(column) {
    return {
      field: column.key,
      title: column.name(),
      width: column.width,
      hozAlign: column.numeric ? "right" : "left",
      titleFormatter: () => this.head(column),
      formatter: (cell) => {
        const made = column.cell(cell.getData());
        return typeof made === "string" ? document.createTextNode(made) : made;
      },
      sorter: (one, other, rowA, rowB, self, way) => this.compare(column, rowA.getData(), rowB.getData(), way),
    };
  }

  /** Missing values last in both directions. */
  compare(column, rowA, rowB, way) {
    const one = column.value(rowA);
    const other = column.value(rowB);
    const none = (value) => value === null || value === "";
    if (none(one) || none(other)) return (none(one) - none(other)) * (way === "desc" ? -1 : 1);
    if (column.numeric) return one - other;
    return this.rows.length > COLLATED ? (one > other) - (one < other) : this.collator.compare(one, other);
  }

  head(column) {
    const sort = el("button", { type: "button", class: "sorts", onclick: () => this.turn(column) }, column.name());
    const label = say(`筛选“${column.name()}”`, `Filter ${column.name()}`);
    const field = el("input", {
      type: "text", class: "filter", "aria-label": label, placeholder: column.numeric ? ">0" : "…", spellcheck: "false", "data-column": column.key,
      oninput: () => this.later(() => this.filter(column, field.value)),
    });
    field.value = this.query.get(`f.${column.key}`) ?? "";
    field.addEventListener("click", (event) => event.stopPropagation());
    return el("div", { class: "headed" }, sort, field);
  }

  toolbar() {
    this.finder = el("input", {
      type: "search", id: "find-page", autocomplete: "off",
      oninput: () => this.later(() => { this.set("q", this.finder.value.trim()); this.refilter(); }),
      placeholder: say("网址或标题", "URL or title"),
    });
    this.finder.value = this.query.get("q") ?? "";
    this.found = el("span", { class: "found", "aria-live": "polite" });
    const act = (zh, en, run) => el("button", { type: "button", class: "act", onclick: run }, say(zh, en));
    return el("div", { class: "pbar" },
      el("div", { class: "find" },
        el("label", { for: "find-page" }, say("查找", "Find")), this.finder, this.found,
        act("复制这些行", "Copy rows", (event) => copyRows(this, event.currentTarget)),
        act("CSV", "CSV", () => downloadRows(this)),
        act("清除筛选", "Clear", () => this.show(new URLSearchParams())),
      ),
      chips(this));
  }

  notes() {
    const steps = this.data.steps.map(([zh, en]) => say(zh, en));
    const all = el("code", { class: "cmd" }, this.data.command);
    if (steps.length === 0) return el("p", { class: "mut" }, say("用 Excel 打开：", "For Excel: "), all);
    return el("p", { class: "cut" }, `${steps.join(say("；", "; "))}${say("。全部：", ". All of it: ")}`, all);
  }

  later(run) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(run, WAIT);
  }

  turn(column) {
    const was = this.query.get("s");
    const down = was === column.key ? true : was === `-${column.key}` ? false : Boolean(column.numeric);
    this.set("s", `${down ? "-" : ""}${column.key}`);
    this.sort();
  }

  filter(column, typed) {
    this.set(`f.${column.key}`, typed.trim());
    this.refilter();
  }

  set(name, value) {
    if (value) this.query.set(name, value);
    else this.query.delete(name);
    rewrite("pages", this.query);
  }

  restore() {
    if (!this.ready) return;
    this.refilter();
    this.sort();
  }

  sort() {
    const wanted = this.query.get("s") ?? "";
    const key = wanted.replace(/^-/, "");
    const known = this.columns.some((column) => column.key === key);
    if (known) this.tabulator.setSort(key, wanted.startsWith("-") ? "desc" : "asc");
    else this.tabulator.clearSort();
    for (const column of this.tabulator.getColumns()) {
      const element = column.getElement();
      if (column.getField() !== key) element.removeAttribute("aria-sort");
      else element.setAttribute("aria-sort", wanted.startsWith("-") ? "descending" : "ascending");
    }
  }

  refilter() {
    const typed = (name) => this.query.get(name) ?? "";
    const words = textual(typed("q"));
    const tests = [words && ((row) => words([row.url, row.shown, row.title]))];
    for (const column of this.columns) {
      const fits = (column.numeric ? numeric : textual)(typed(`f.${column.key}`));
      tests.push(fits && ((row) => fits(column.numeric ? column.value(row) : column.texts(row))));
    }
    const wanted = tests.filter(Boolean);
    this.tabulator.setFilter((row) => wanted.every((fits) => fits(row)));
    this.onFilter();
  }

  told(shown) {
    const whole = this.rows.length;
    this.found.textContent = say(
      `${number(shown.length)} / ${number(whole)} 行`, `${number(shown.length)} of ${number(whole)} rows`);
    const mean = (key, digits = 0) => {
      const values = shown.map((row) => row.getData()[key]).filter((value) => value !== null);
      return values.length ? number(values.reduce((sum, value) => sum + value, 0) / values.length, digits) : "–";
    };
    const rank = shown.reduce((sum, row) => sum + (row.getData().pagerank ?? 0), 0);
    this.note.textContent = say(
      `这些行：PageRank 共 ${number(rank, 1)} %，平均链入 ${mean("inlinks", 1)}，平均词数 ${mean("words")}，平均首字节 ${mean("ttfb_ms")} ms`,
      `These rows: PageRank ${number(rank, 1)}% in all; on average ${mean("inlinks", 1)} inlinks, ${mean("words")} words, first byte after ${mean("ttfb_ms")} ms`);
  }

  /** The rows shown, in their order. */
  shownRows() {
    return this.tabulator.getRows("active").map((row) => row.getData());
  }
}
