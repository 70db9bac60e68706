// Builds the chart module: plotly's core with it, one lazy chunk for each trace type, map outlines as files beside it.
import { createRequire } from "node:module";
import { envisionPlugin } from "@envision/core/vite";
import { defineConfig } from "vite";
import { FAMILIES, groups, TRACE_FILES } from "./traceFiles.js";

const require = createRequire(import.meta.url);

/** `virtual:plotly-traces`: `{bar: () => import("plotly.js/lib/bar"), ...}` for whatever this plotly.js has. */
function traces() {
  const name = "virtual:plotly-traces";
  return {
    name: "envision-charts:traces",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      const lines = Object.entries(TRACE_FILES).map(([type, file]) => `  ${type}: ${loader(type, file)},`);
      return `export const traces = {\n${lines.join("\n")}\n};\n`;
    },
  };
}

function loader(type, file) {
  const module = `import(${JSON.stringify(file)})`;
  if (!FAMILIES.maps.types.has(type)) return `() => ${module}`;
  return `() => Promise.all([${module}, import("maplibre-gl/dist/maplibre-gl.css")]).then(([module]) => module)`;
}

/** Plotly's core asks for the stylesheet of street maps; only those need it. */
function noMapStylesheet() {
  return {
    name: "envision-charts:no-map-stylesheet",
    enforce: "pre",
    resolveId: (id, importer) =>
      id.endsWith("maplibre-gl.css") && importer?.includes("plotly.js") ? "\0no-stylesheet" : null,
    load: (id) => (id === "\0no-stylesheet" ? "" : null),
  };
}

/** Coastlines and borders, one file for each scope and resolution, as plotly asks for them. */
function mapOutlines() {
  return {
    name: "envision-charts:map-outlines",
    generateBundle() {
      globalThis.window ??= globalThis; // the file is written for browsers
      const { topojson } = require("plotly.js/dist/plotly-geo-assets.js");
      for (const [name, outline] of Object.entries(topojson)) {
        this.emitFile({ type: "asset", fileName: `topojson/${name}.json`, source: JSON.stringify(outline) });
      }
    },
  };
}

export default defineConfig({
  plugins: [
    envisionPlugin({ entries: { chart: "src/Chart.tsx" }, outDir: "../envision_charts/static" }),
    traces(),
    noMapStylesheet(),
    mapOutlines(),
  ],
  build: { rolldownOptions: { output: { codeSplitting: { groups } } } },
});
