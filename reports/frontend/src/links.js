// Numbers that lead to the rows they count: <a href="#pages" data-go="f.status=404"> without scripts leads to the section.

/** Give such links the address of their filter, so that it can be copied and opened. */
export function links(root = document) {
  for (const link of root.querySelectorAll("a[data-go]")) link.setAttribute("href", `#/pages?${link.dataset.go}`);
}
