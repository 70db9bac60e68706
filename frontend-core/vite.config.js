import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { build, defineConfig } from "vite";
import { mergeFacades } from "./vite/mergeFacades.js";
import { precompress } from "./vite/precompress.js";
import { quiet } from "./vite/preset.js";

process.env.NODE_ENV = "production"; // the names below are read from React's production files
const require = createRequire(import.meta.url);
const OUT = join(import.meta.dirname, "../envision_core/static/envision/core");

const HEAVY = readdirSync(join(import.meta.dirname, "ui/src"))
  .filter((name) => /^[A-Z].*\.ts$/.test(name))
  .map((name) => basename(name, ".ts"));

/** CommonJS packages that the import map offers; a facade may answer for several of them. */
const FACADES = {
  react: ["react", "react/jsx-runtime", "react/jsx-dev-runtime"],
  "react-dom": ["react-dom"],
};

const FACADE_OF = Object.fromEntries(
  Object.entries(FACADES).flatMap(([entry, names]) => names.map((name) => [name, entry])),
);

/** Specifier of the import map -> entry name. */
const SPECIFIERS = {
  ...FACADE_OF,
  "@envision/core": "shell",
  "@envision/ui": "ui",
  ...Object.fromEntries(HEAVY.map((name) => [`@envision/ui/${name}`, name])),
};

// React, the core's API and the shell are one file: the import map sends all their names there. Only one of them can have
// the default export, which is React's.
const merge = mergeFacades(
  { shell: "shell", react: "shell", ui: "ui" },
  ["vite.config.js", "src/index.ts", "ui/src/index.ts"].map((path) => join(import.meta.dirname, path)),
);

const LIGHT = exportsOf("ui/src/index.ts");
const SHELL =
  /virtual:envision|[\\/]@mantine[\\/](core[\\/]esm[\\/]core|hooks)[\\/]|[\\/]node_modules[\\/](react|react-dom|scheduler|clsx)[\\/]|ui[\\/]src[\\/]stylesheet/;
const FLOAT =
  /[\\/]@floating-ui[\\/]|components[\\/](Popover|Combobox|ScrollArea|Transition|Portal|FocusTrap|Tooltip|Pill|PillsInput|OptionsDropdown|Overlay|ModalBase)[\\/]/;

/** Few files instead of hundreds: what every page needs, what most widgets need, what every list that drops down needs. */
const GROUPS = [
  {
    name: "shell",
    priority: 40,
    test: (id) => SHELL.test(id) || (id.includes("/frontend-core/src/") && /\.tsx?$/.test(id)),
  },
  {
    name: "ui",
    priority: 20,
    test: (id) => id.endsWith("ui/src/index.ts") || LIGHT.some((name) => id.includes(`/esm/components/${name}/`)),
  },
  { name: "float", priority: 10, test: FLOAT },
];

function exportsOf(path) {
  const text = readFileSync(join(import.meta.dirname, path), "utf8");
  return text
    .slice(text.indexOf("export {") + 8, text.indexOf("}"))
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Named exports must be listed, as those of a CommonJS package are not static. */
function facades() {
  const prefix = "virtual:envision/";
  return {
    name: "envision:facades",
    enforce: "pre",
    // Modules import the facade as well: named exports bind directly, without a helper for CommonJS in every file.
    resolveId(id, importer, { kind }) {
      if (id.startsWith(prefix)) return `\0${id}`;
      const entry = kind === "import-statement" && !importer?.startsWith(`\0${prefix}`) && FACADE_OF[id];
      return entry ? `\0${prefix}${entry}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const packages = FACADES[id.slice(prefix.length + 1)];
      const seen = new Set();
      const lines = packages.map((name, index) => {
        const names = Object.keys(require(name)).filter(
          (key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== "default" && !seen.has(key),
        );
        for (const key of names) seen.add(key);
        return `import m${index} from ${JSON.stringify(name)};\n${names.map((key) => `export const ${key} = m${index}.${key};`).join("\n")}`;
      });
      return `${lines.join("\n")}\nexport default m0;\n`;
    },
  };
}

/** A classic script that opens the socket while the modules are still on their way. */
function earlyScript() {
  return {
    name: "envision:early",
    async generateBundle() {
      const result = await build({
        configFile: false,
        logLevel: "silent",
        build: {
          write: false,
          target: "es2022",
          rolldownOptions: { input: join(import.meta.dirname, "src/early.ts"), output: { format: "iife" } },
        },
      });
      this.emitFile({ type: "asset", name: "early.js", source: result.output[0].code });
    },
  };
}

function finish() {
  return {
    name: "envision:finish",
    writeBundle: {
      order: "post",
      sequential: true,
      handler() {
        const path = join(OUT, "manifest.json");
        const manifest = JSON.parse(readFileSync(path, "utf8"));
        const file = (name) => Object.values(manifest).find((entry) => entry.isEntry && entry.name === name)?.file;
        for (const [name, moved] of Object.entries(merge.moved)) {
          const own = Object.values(manifest).find((entry) => !entry.isEntry && entry.file === moved);
          const entry = Object.values(manifest).find((one) => one.isEntry && one.name === name);
          const imports = (own?.imports ?? []).filter((key) => !key.includes("rolldown-runtime") || name !== "shell");
          Object.assign(entry, { file: moved, imports, ...(own?.css && { css: own.css }) });
        }
        const early = readdirSync(OUT).find((name) => /^early-.+\.js$/.test(name));
        manifest["src/early.ts"] = { file: early, name: "early", src: "src/early.ts", isEntry: true };
        writeFileSync(path, `${JSON.stringify(manifest, null, 1)}\n`);
        const map = Object.fromEntries(
          Object.entries(SPECIFIERS).map(([specifier, entry]) => [specifier, file(entry)]),
        );
        writeFileSync(join(OUT, "importmap.json"), `${JSON.stringify(map, null, 1)}\n`);
        writeFileSync(join(OUT, "shared.json"), `${JSON.stringify(sharedFiles(manifest), null, 1)}\n`);
        for (const line of precompress(OUT)) console.log(line);
      },
    },
  };
}

/** Files to preload for each specifier, the shell's own left out: `{"@envision/ui/Slider": {modules: [...], styles: [...]}}`. */
function sharedFiles(manifest) {
  const shell = Object.values(manifest).find((entry) => entry.name === "shell" && entry.isEntry).file;
  const collect = (key, files) => {
    const entry = manifest[key];
    if (!entry || entry.file === shell || files.modules.includes(entry.file)) return files;
    files.modules.push(entry.file);
    files.styles.push(...(entry.assets ?? []).filter((name) => name.endsWith(".css") && !files.styles.includes(name)));
    for (const imported of entry.imports ?? []) collect(imported, files);
    return files;
  };
  const keyOf = (name) => Object.keys(manifest).find((key) => manifest[key].isEntry && manifest[key].name === name);
  return Object.fromEntries(
    Object.entries(SPECIFIERS).map(([specifier, name]) => [
      specifier,
      collect(keyOf(name), { modules: [], styles: [] }),
    ]),
  );
}

export default defineConfig({
  base: "./",
  plugins: [facades(), earlyScript(), merge.plugin, finish()],
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: false,
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        shell: "src/main.tsx",
        ...Object.fromEntries(Object.keys(FACADES).map((name) => [name, `virtual:envision/${name}`])),
        ui: "ui/src/index.ts",
        ...Object.fromEntries(HEAVY.map((name) => [name, `ui/src/${name}.ts`])),
      },
      preserveEntrySignatures: "strict",
      onLog: quiet,
      output: {
        format: "es",
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "c-[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
        comments: { legal: false, annotation: false, jsdoc: false },
        codeSplitting: { groups: GROUPS },
      },
    },
  },
});
