// The link views: of one page, by depth, between templates. Each is made when it comes into view.

import { egoView, linksInDrawer } from "./ego.js";
import { depthMap } from "./map.js";
import { network } from "./network.js";
import { address } from "./state.js";
import { templateGraph } from "./templates.js";

/** Bring the link views of the report to life. */
export async function graph(root) {
  const [ego, map, templates] = ["ego", "depth-map", "template-graph"].map((id) => root.getElementById(id));
  if (templates) templateGraph(templates);
  if (!ego || !root.getElementById("data-ego")) return;
  linksInDrawer();
  const asked = address()?.[0][0];
  await Promise.all([
    later(ego, asked === "around", async () => egoView(await network(), ego)),
    later(map, asked === "map", async () => depthMap(await network(), map)),
  ]);
}

/** Make a view when it comes near, when an address asks for it, or at once. */
function later(box, now, make) {
  let made = null;
  const once = () => (made ??= make());
  if (now) return once();
  new IntersectionObserver((seen, watcher) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watcher.disconnect();
    once();
  }, { rootMargin: "400px" }).observe(box);
  const wanted = box.id === "ego" ? "around" : "map";
  addEventListener("hashchange", async () => {
    if (made || address()?.[0][0] !== wanted) return;
    await once();
    dispatchEvent(new HashChangeEvent("hashchange", { oldURL: location.href, newURL: location.href })); // now there is one who hears it
  });
  return undefined;
}
