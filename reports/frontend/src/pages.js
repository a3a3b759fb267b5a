// The pages of the report as rows, from the columns in which they travel (reports/trimming.py).

/** Rows with every fact of a page; `data` is the island "pages". A value is null where it was not measured. */
export function rows(data) {
  const found = [];
  let id = 0;
  for (let at = 0; at < data.url.length; at += 1) {
    id += data.id[at];
    const failed = data.failed[at].map((place) => data.checks[place]);
    found.push({
      id,
      path: data.url[at],
      url: data.url[at].startsWith("/") ? data.base + data.url[at] : data.url[at],
      shown: data.shown[at] || data.url[at],
      title: data.title[at],
      description: data.description[at] ?? "",
      h1: data.h1[at] ?? "",
      template: data.templates[data.template[at]],
      type: data.type[at],
      status: data.status[at],
      error: data.error[at],
      reason: data.reason[at],
      indexable: data.reason[at] === 0,
      depth: data.depth[at],
      inlinks: data.inlinks[at],
      outlinks: data.outlinks[at],
      pagerank: data.pagerank[at],
      words: data.words[at],
      title_width: data.title_width[at],
      ttfb_ms: data.ttfb_ms[at],
      size: data.size[at],
      failed: data.failed[at],
      checks: failed.map((check) => check[0]).join(" "),
      errors: failed.filter((check) => check[1] === "error").length,
      warnings: failed.filter((check) => check[1] === "warning").length,
    });
  }
  return found.sort((a, b) => (b.pagerank ?? -1) - (a.pagerank ?? -1)); // those that matter most stand first
}
