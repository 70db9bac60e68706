// Build preset for a component package: shared modules stay outside, everything else is hashed and compressed.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { esmExternalRequirePlugin, parseSync } from "vite";
import { precompress } from "./precompress.js";

/** What the page's import map provides; a component package must never carry its own copy. */
export const SHARED = [
  /^react$/,
  /^react\/jsx-(dev-)?runtime$/,
  /^react-dom$/,
  /^@envision\/core$/,
  /^@envision\/ui$/,
  /^@envision\/ui\/.+$/,
];

const BUNDLED_REACT = /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]/;

/** Vite plugins for a component package; see preset.d.ts. */
export function envisionPlugin({ entries, outDir }) {
  return [esmExternalRequirePlugin({ external: SHARED }), settings(entries, outDir), guard(), finish(outDir)];
}

function settings(entries, outDir) {
  return {
    name: "envision:settings",
    config: () => ({
      base: "./", // root-absolute asset addresses would miss the plugin's folder
      define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
      build: {
        outDir,
        emptyOutDir: true,
        manifest: "manifest.json",
        target: "es2022",
        modulePreload: false,
        reportCompressedSize: false,
        sourcemap: false,
        chunkSizeWarningLimit: 5000,
        rolldownOptions: {
          input: entries,
          preserveEntrySignatures: "strict",
          onLog: quiet,
          output: {
            format: "es",
            entryFileNames: "[name]-[hash].js",
            chunkFileNames: "c-[name]-[hash].js",
            assetFileNames: "[name]-[hash][extname]",
            comments: { legal: false, annotation: false, jsdoc: false },
          },
        },
      },
    }),
  };
}

/** "use client" lines of libraries mean nothing here and would hide real warnings. */
export function quiet(level, log, next) {
  if (log.code !== "MODULE_LEVEL_DIRECTIVE") next(level, log);
}

function guard() {
  return {
    name: "envision:guard",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        const copy = Object.keys(chunk.modules).find((id) => BUNDLED_REACT.test(id));
        if (copy) {
          this.error(
            `${chunk.fileName} carries its own React (${copy}), so hooks would fail in the page. ` +
              "Hint: import only react, react-dom or react/jsx-runtime; react-dom/client belongs to the shell.",
          );
        }
      }
    },
  };
}

function finish(outDir) {
  let root = process.cwd();
  return {
    name: "envision:finish",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    writeBundle: {
      order: "post",
      sequential: true,
      handler(_options, bundle) {
        const folder = join(root, outDir);
        writeFileSync(join(folder, "uses.json"), `${JSON.stringify(usesOf(bundle), null, 1)}\n`);
        const sizes = precompress(folder);
        for (const line of sizes) console.log(line);
      },
    },
  };
}

/**
 * What the build takes from the import map: `names` that each shared module must export (so that a core can be checked
 * for them), and by entry the `modules` that a page may preload with it.
 */
function usesOf(bundle) {
  const chunks = Object.values(bundle).filter((chunk) => chunk.type === "chunk");
  const imports = new Map(chunks.map((chunk) => [chunk.fileName, sharedImports(chunk)]));
  const names = {};
  for (const found of imports.values()) {
    for (const [specifier, taken] of found)
      names[specifier] = [...new Set([...(names[specifier] ?? []), ...taken])].sort();
  }
  const entries = chunks
    .filter((chunk) => chunk.isEntry)
    .map((entry) => [entry.name, modulesOf(entry, bundle, imports)]);
  return { names, modules: Object.fromEntries(entries) };
}

/** Shared modules that the entry and the chunks it needs at once import. */
function modulesOf(entry, bundle, imports) {
  const files = new Set([entry.fileName]);
  for (const file of files) for (const next of bundle[file]?.imports ?? []) files.add(next);
  return [...new Set([...files].flatMap((file) => [...(imports.get(file)?.keys() ?? [])]))].sort();
}

function sharedImports(chunk) {
  const found = new Map();
  for (const statement of parseSync(chunk.fileName, chunk.code).module.staticImports) {
    const specifier = statement.moduleRequest.value;
    if (!SHARED.some((pattern) => pattern.test(specifier))) continue;
    const names = statement.entries.map(
      ({ importName }) => importName.name ?? (importName.kind === "Default" ? "default" : "*"),
    );
    found.set(specifier, [...(found.get(specifier) ?? []), ...names]);
  }
  return found;
}
