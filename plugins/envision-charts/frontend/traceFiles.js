// Where each trace type's code is in plotly.js, and which of its modules travel together.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const ROOT = dirname(require.resolve("plotly.js/package.json"));
/** Files of plotly.js/lib that are no trace type to load on demand. */
const NO_TRACES = /^(index|core\.|scatter\.|calendars\.)/;
/** These have a form with their WebGL programs compiled ahead: without it they need eval, which the page forbids. */
const COMPILED_AHEAD = new Set(["parcoords", "scattergl", "scatterpolargl", "splom"]);

/** Trace type to file, for whatever this plotly.js has. */
export const TRACE_FILES = Object.fromEntries(
  readdirSync(join(ROOT, "lib"))
    .filter((file) => file.endsWith(".js") && !NO_TRACES.test(file))
    .map((file) => file.slice(0, -3))
    .map((type) => [type, join(ROOT, COMPILED_AHEAD.has(type) ? `src/traces/${type}/strict.js` : `lib/${type}.js`)]),
);

const CORE = "core";
export const FAMILIES = {
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
  return Object.fromEntries(
    Object.entries(members).map(([name, types]) => [name, { kind, types: new Set(types.split(" ")) }]),
  );
}

/**
 * Chunks of plotly: the core in one file, what unrelated trace types share in another, and one file for each family of
 * trace types, or a chart would fetch dozens of crumbs. A trace type's own modules are left to its own chunk.
 * Rolldown moves a group's dependencies along, so groups stand in the order of who needs whom.
 */
export const groups = ["plotly", "shared", "kin", "family"].map((kind, place) => ({
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
  follow(join(ROOT, "lib/core.js"), CORE);
  for (const [type, file] of Object.entries(TRACE_FILES)) follow(file, type);
  return users;
}
