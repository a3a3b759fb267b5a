// What is shown stands in the address: #/pages?q=tea&s=-inlinks&f.status=404, #/page/17. It survives a reload and can be passed on.

const views = [];

/** `show(path, query)` is called with every address that begins with `#/`; path is split at slashes, query a URLSearchParams. */
export function onAddress(show) {
  views.push(show);
}

/** [path, query] of the address; null for the anchors of sections. */
export function address() {
  if (!location.hash.startsWith("#/")) return null;
  const [path, query = ""] = location.hash.slice(2).split("?", 2);
  return [path.split("/").map(plain), new URLSearchParams(query)];
}

/** Decoded; as it is where that cannot be. */
function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Write the address without a step in the history: filters are not pages to go back to. */
export function rewrite(path, query) {
  const text = query.toString();
  history.replaceState(null, "", `#/${path}${text ? `?${text}` : ""}`);
}

export function follow() {
  const found = address();
  if (found) views.forEach((show) => show(...found));
}

addEventListener("hashchange", follow);
