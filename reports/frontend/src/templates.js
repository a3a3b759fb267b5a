// The graph of templates: pointing at a box shows its links alone, clicking it its pages.

/** Let the boxes of the drawing answer. */
export function templateGraph(box) {
  const svg = box.querySelector("svg.tgraph");
  const edges = Array.from(svg.querySelectorAll(".edge"));
  const boxes = Array.from(svg.querySelectorAll(".tbox"));
  const show = (chosen) => {
    for (const edge of edges) edge.classList.toggle("on", edge.dataset.a === chosen || edge.dataset.b === chosen);
    for (const one of boxes) one.classList.toggle("on", one.dataset.box === chosen);
    svg.classList.toggle("picked", chosen !== null);
  };
  for (const one of boxes) {
    one.addEventListener("pointerenter", () => show(one.dataset.box));
    one.addEventListener("pointerleave", () => show(null));
    const name = one.dataset.name;
    if (name) one.addEventListener("click", () => { location.hash = `#/pages?${new URLSearchParams({ "f.template": name })}`; });
  }
}
