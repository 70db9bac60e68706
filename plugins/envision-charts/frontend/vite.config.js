// Builds the chart module: plotly's core with it, one lazy chunk for each trace type, map outlines as files beside it.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { envisionPlugin } from "@envision/core/vite";
import { defineConfig } from "vite";

const require = createRequire(import.meta.url);
const LIB = join(dirname(require.resolve("plotly.js/package.json")), "lib");
/** Files of plotly.js/lib that are no trace type to load on demand. */
const NO_TRACES = /^(index|core|scatter\.js|calendars)/;

const CORE = "core";
const FAMILIES = {
  ...families("family", {
    bars: "bar barpolar box candlestick funnel histogram ohlc violin waterfall",
    heat: "carpet contour contourcarpet heatmap histogram2d histogram2dcontour image scattercarpet",
    webgl3d: "cone isosurface mesh3d scatter3d streamtube surface volume",
    webgl2d: "parcoords scattergl scatterpolargl splom",
    maps: "choroplethmap densitymap scattermap",
    geo: "choropleth scattergeo",
    polar: "barpolar scatterpolar scatterpolargl scattersmith",
    circles: "funnelarea icicle pie sunburst treemap",
  }),
  // What families share among themselves, and too heavy for everybody.
  ...families("kin", {
    places: "choropleth choroplethmap densitymap scattergeo scattermap",
    ribbons: "icicle indicator parcats sankey sunburst treemap",
    bytes: "image scattergl scatterpolargl",
  }),
};

function families(kind, members) {
  return Object.fromEntries(Object.entries(members).map(([name, types]) => [name, { kind, types: new Set(types.split(" ")) }]));
}

/** `virtual:plotly-traces`: `{bar: () => import("plotly.js/lib/bar"), ...}` for whatever this plotly.js has. */
function traces() {
  const name = "virtual:plotly-traces";
  return {
    name: "envision-charts:traces",
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      const types = readdirSync(LIB).filter((file) => file.endsWith(".js") && !NO_TRACES.test(file));
      const lines = types.map((file) => `  ${file.slice(0, -3)}: ${loader(file)},`);
      return `export const traces = {\n${lines.join("\n")}\n};\n`;
    },
  };
}

function loader(file) {
  const module = `import(${JSON.stringify(join(LIB, file))})`;
  if (!FAMILIES.maps.types.has(file.slice(0, -3))) return `() => ${module}`;
  return `() => Promise.all([${module}, import("maplibre-gl/dist/maplibre-gl.css")]).then(([module]) => module)`;
}

/** Plotly's core asks for the stylesheet of street maps; only those need it. */
function noMapStylesheet() {
  return {
    name: "envision-charts:no-map-stylesheet",
    enforce: "pre",
    resolveId: (id, importer) => (id.endsWith("maplibre-gl.css") && importer?.includes("plotly.js") ? "\0no-stylesheet" : null),
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

/**
 * Chunks of plotly: the core in one file, what unrelated trace types share in another, and one file for each family of
 * trace types, or a chart would fetch dozens of crumbs. A trace type's own modules are left to its own chunk.
 * Rolldown moves a group's dependencies along, so groups stand in the order of who needs whom.
 */
const groups = ["plotly", "shared", "kin", "family"].map((kind, place) => ({
  debugName: kind,
  priority: 30 - place,
  name(id, context) {
    const name = chunkOf(usersOf(context).get(id));
    return (FAMILIES[name]?.kind ?? name) === kind ? name : null;
  },
}));

function chunkOf(users) {
  if (!users) return "";
  if (users.has(CORE)) return "plotly";
  if (users.size === 1) return "";
  return Object.keys(FAMILIES).find((name) => [...users].every((user) => FAMILIES[name].types.has(user))) ?? "shared";
}

let users;

/** For each module the trace types that need it, and `core` for what every chart needs. */
function usersOf(context) {
  if (users) return users;
  users = new Map();
  const follow = (id, user) => {
    const found = users.get(id) ?? new Set();
    if (found.has(user)) return;
    users.set(id, found.add(user));
    for (const next of context.getModuleInfo(id)?.importedIds ?? []) follow(next, user);
  };
  follow(require.resolve("plotly.js/lib/core"), CORE);
  for (const file of readdirSync(LIB)) {
    if (file.endsWith(".js") && !NO_TRACES.test(file)) follow(join(LIB, file), file.slice(0, -3));
  }
  return users;
}

export default defineConfig({
  plugins: [envisionPlugin({ entries: { chart: "src/Chart.tsx" }, outDir: "../envision_charts/static" }), traces(), noMapStylesheet(), mapOutlines()],
  build: { rolldownOptions: { output: { codeSplitting: { groups } } } },
});
