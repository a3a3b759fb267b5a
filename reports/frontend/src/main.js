// Everything of the report that needs more than the few lines of report.js: tables, page drawer, charts, link views.

import { draw } from "./charts.js";
import { graph } from "./graph.js";
import { island } from "./island.js";
import { follow } from "./state.js";
import { table } from "./table.js";

async function start() {
  const [pages, charts] = await Promise.all([island("pages"), island("charts")]);
  if (pages) await table(pages);
  if (charts) draw(document, charts);
  await graph(document);
  document.documentElement.dataset.started = "yes";
  follow();
}

start();
