// Prints how many bytes the shell and its stylesheet are; fails above the budget. `node vite/sizes.js [--json]`
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const FOLDER = join(import.meta.dirname, "../../envision_core/static/envision/core");
/** JavaScript and CSS of a page with text only, gzip. */
const BUDGET_BYTES = 150 * 1024;

const manifest = JSON.parse(readFileSync(join(FOLDER, "manifest.json"), "utf8"));

/** Files that load before the shell runs. */
function closure(key, found = new Set()) {
  const entry = manifest[key];
  if (!entry || found.has(entry.file)) return found;
  found.add(entry.file);
  for (const css of entry.css ?? []) found.add(css);
  for (const imported of entry.imports ?? []) closure(imported, found);
  return found;
}

const entries = ["src/main.tsx", "src/early.ts"];
const files = [...new Set(entries.flatMap((key) => [...closure(key)]))].map((name) => {
  const raw = readFileSync(join(FOLDER, name));
  return { name, raw: raw.length, gzip: gzipSync(raw, { level: 9 }).length, br: brotliCompressSync(raw).length };
});
const sum = (part) => files.reduce((total, file) => total + file[part], 0);
const total = { raw: sum("raw"), gzip: sum("gzip"), br: sum("br"), budget: BUDGET_BYTES, requests: files.length };

if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ total, files }));
} else {
  const line = (name, { raw, gzip, br }) =>
    `${name.padEnd(30)}${[raw, gzip, br].map((size) => `${(size / 1024).toFixed(1)} kB`.padStart(12)).join("")}`;
  console.log(`${"".padEnd(30)}${["raw", "gzip", "brotli"].map((name) => name.padStart(12)).join("")}`);
  for (const file of files) console.log(line(file.name, file));
  console.log(line("shell of a text-only page", total));
}
if (total.gzip > BUDGET_BYTES) {
  console.error(`The shell is ${total.gzip} bytes gzip, more than ${BUDGET_BYTES}.`);
  process.exitCode = 1;
}
