// Builds src/main.js into the one script that a report carries, and gathers the licences of what is in it:
// node build.mjs [output folder]
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = process.argv[2] ?? here("../static");

await build({
  absWorkingDir: here("."),
  entryPoints: ["src/main.js"],
  outfile: join(out, "bundle.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome111", "firefox115", "safari16.4"],
  charset: "ascii", // the same bytes whatever reads them: their hash stands in the Content-Security-Policy
  legalComments: "none", // they stand in bundle-licences.txt
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});

const { dependencies } = JSON.parse(readFileSync(here("package.json"), "utf8"));
const texts = Object.keys(dependencies).sort().map((name) => {
  const folder = here(`node_modules/${name}`);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "NOTICE", "CopyrightNotice.txt"].map((file) => join(folder, file));
  const text = files.filter(existsSync).map((file) => readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim()).join("\n\n");
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(join(out, "bundle-licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
