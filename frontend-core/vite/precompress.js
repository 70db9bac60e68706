// Writes .gz and .br beside every file worth it, and says how big they became.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = new Set([".js", ".css", ".json", ".svg", ".html", ".txt", ".map", ".wasm"]);
const INTERNAL = new Set(["manifest.json", "importmap.json", "shared.json", "uses.json", "files.json"]);
/** Quality 11 costs about 1 s a megabyte; bigger files wait for a release build. */
const FULL_QUALITY_BYTES = 400 * 1024;
const MIN_BYTES = 256;

/** Compresses every text file below `folder`; returns one line per script and stylesheet. */
export function precompress(folder) {
  const lines = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !TEXT.has(extname(entry.name)) || INTERNAL.has(entry.name)) continue;
    const raw = readFileSync(path);
    if (raw.length < MIN_BYTES) continue;
    const gz = gzipSync(raw, { level: 9 });
    const br = brotli(raw);
    writeFileSync(`${path}.gz`, gz);
    writeFileSync(`${path}.br`, br);
    lines.push(`${entry.name.padEnd(44)} ${kb(raw)} raw ${kb(gz)} gzip ${kb(br)} br`);
  }
  return lines;
}

function brotli(raw) {
  const full = process.env.ENVISION_RELEASE === "1" || raw.length <= FULL_QUALITY_BYTES;
  return brotliCompressSync(raw, {
    params: { [constants.BROTLI_PARAM_QUALITY]: full ? 11 : 5, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  });
}

function kb(bytes) {
  return `${(bytes.length / 1024).toFixed(1).padStart(8)} kB`;
}
