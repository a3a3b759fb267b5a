// Everything of the report that needs more than the few lines of report.js: tables, page drawer, charts, link views.

import { cards } from "./cards.js";
import { draw } from "./charts.js";
import { drawer } from "./drawer.js";
import { graph } from "./graph.js";
import { island } from "./island.js";
import { keys } from "./keys.js";
import { links } from "./links.js";
import { rows } from "./pages.js";
import { follow } from "./state.js";
import { pageTable } from "./table.js";

async function start() {
  const [pages, charts, bodies] = await Promise.all([island("pages"), island("charts"), island("cards")]);
  if (bodies) cards(bodies);
  if (pages) {
    const listed = rows(pages);
    pageTable(pages, listed);
    drawer(pages, listed);
    links();
  }
  keys();
  if (charts) draw(document, charts);
  await graph(document);
  document.documentElement.dataset.started = "yes";
  follow();
}

start();
