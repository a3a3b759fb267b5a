// Rows for a spreadsheet: tab-separated on the clipboard, CSV with a byte order mark as a file. Formulas are disarmed.

import { say } from "./say.js";

const FORMULA = /^[=+\-@\t\r]/;
const PAUSE = 1600; // ms that a button says it has worked

/** What a cell holds as text; what a spreadsheet would take for a formula gets an apostrophe. */
export function plain(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = String(value).replace(/[\r\n\t]+/g, " ");
  return FORMULA.test(text) ? `'${text}` : text;
}

function lines(table) {
  const columns = table.columns.map((column) => ({ name: column.name(), value: column.key === "url" ? (row) => row.url : column.value }));
  const rows = table.shownRows().map((row) => columns.map((column) => plain(column.value(row))));
  return [columns.map((column) => column.name), ...rows];
}

const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export async function copyRows(table, button) {
  const text = lines(table).map((row) => row.join("\t")).join("\n");
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text).catch(() => byHand(text));
    button.textContent = say("已复制", "Copied");
  } catch {
    button.textContent = say("浏览器不允许复制，请用 CSV", "Copying is not allowed here: use CSV");
  }
  setTimeout(() => { button.textContent = before; }, PAUSE);
}

/** For browsers that have no clipboard in files. */
function byHand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("no clipboard");
}

export function downloadRows(table) {
  const text = `\ufeff${lines(table).map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = "pages.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PAUSE);
}
