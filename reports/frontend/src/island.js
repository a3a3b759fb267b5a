// Data that the report carries packed: JSON, gzip, base64, in a script element that is never run.

const read = new Map();

/** The parsed data of an island, or null where the report has none of that name. Shared: do not change it. */
export function island(name) {
  if (!read.has(name)) read.set(name, unpack(document.getElementById(`data-${name}`)));
  return read.get(name);
}

async function unpack(element) {
  if (element === null) return null;
  const packed = Uint8Array.from(atob(element.textContent.trim()), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}
