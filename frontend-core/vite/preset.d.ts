import type { PluginOption } from "vite";

export interface EnvisionPluginOptions {
  /** Entry name to source file, `{ chart: "src/Chart.tsx" }`; the name is what a Python class calls `js`. */
  entries: Record<string, string>;
  /** Where the built files go, usually `"../envision_gauge/static"`. */
  outDir: string;
}

/**
 * Vite plugins that build a component package the way Envision serves it: native ES modules, hashed names,
 * `manifest.json`, `.gz` and `.br` beside each file, React and `@envision/*` left to the page's import map.
 *
 * @example
 * export default defineConfig({ plugins: [envisionPlugin({ entries: { gauge: "src/Gauge.tsx" }, outDir: "../envision_gauge/static" })] });
 */
export function envisionPlugin(options: EnvisionPluginOptions): PluginOption;

/** Module names the page's import map provides. */
export const SHARED: readonly RegExp[];
