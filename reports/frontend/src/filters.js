// What may be typed above a column: 404, >5, <=2, !=200, >=400 <500 for numbers; words, !words or =exactly for texts.

const NUMERIC = /(<=|>=|!=|<|>|=)?\s*(-?\d+(?:\.\d+)?)(?=\s|$)\s*/y;
const COMPARE = {
  "<": (value, wanted) => value < wanted,
  ">": (value, wanted) => value > wanted,
  "<=": (value, wanted) => value <= wanted,
  ">=": (value, wanted) => value >= wanted,
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
};

/** A test of a number (null: not measured), or null where nothing that can be read was typed. */
export function numeric(text) {
  const typed = text.trim();
  if (typed === "-" || typed === "–") return (value) => value === null;
  const tests = [];
  for (NUMERIC.lastIndex = 0; NUMERIC.lastIndex < typed.length; ) {
    const match = NUMERIC.exec(typed);
    if (match === null) return null;
    const [compare, wanted] = [COMPARE[match[1] ?? "="], Number(match[2])];
    tests.push((value) => compare(value, wanted));
  }
  return tests.length ? (value) => value !== null && tests.every((fits) => fits(value)) : null;
}

/** A test of the texts that a cell goes by (its code, its name in each language), or null where nothing was typed. */
export function textual(text) {
  const typed = text.trim().toLowerCase();
  if (typed.startsWith("=")) return (values) => values.some((value) => value.toLowerCase() === typed.slice(1).trim());
  const without = typed.startsWith("!");
  const words = (without ? typed.slice(1) : typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  return (values) => {
    const whole = values.join("\n").toLowerCase();
    return words.every((word) => whole.includes(word)) !== without;
  };
}
