/** Plotly with the trace types a figure needs. The core is here, every other trace type is a chunk of its own. */
import "./stylesheet";
import { traces } from "virtual:plotly-traces";
import Plotly from "plotly.js/lib/core";

const loaded = new Map<string, Promise<void>>([["scatter", Promise.resolve()]]);

/** Folder of the map outlines, beside this module. */
export const OUTLINES = new URL("./topojson/", import.meta.url).href;

/** Of these trace types, the ones plotly does not have. */
export function unknownTypes(types: Iterable<string>): string[] {
  return [...types].filter((type) => type !== "scatter" && !Object.hasOwn(traces, type));
}

export { Plotly as plotly };

/** Loads the code for these trace types; a failed download is tried again by the next call. */
export async function loadTraces(types: Iterable<string>): Promise<void> {
  await Promise.all([...types].map((type) => loaded.get(type) ?? load(type)));
}

function load(type: string): Promise<void> {
  const loading = (traces[type]?.() ?? Promise.reject(new Error(`Plotly has no trace type '${type}'.`))).then(
    (module) => Plotly.register([module.default]),
    (error: unknown) => {
      loaded.delete(type);
      throw error;
    },
  );
  loaded.set(type, loading);
  return loading;
}
