// Gives entries the file their code is in: the bundler leaves them as files that only re-export, each a request more.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseSync } from "vite";

/** Merges the entries named in `targets` (entry -> chunk name) into those chunks; `moved` then tells each entry's file. `sources`: files the entries are made from. */
export function mergeFacades(targets, sources) {
  const moved = {};
  // What is merged happens after the file's name is decided, so everything it depends on goes into the name here.
  const stamp = createHash("sha256");
  for (const source of [import.meta.filename, ...sources]) stamp.update(readFileSync(source));
  const digest = stamp.digest("hex");
  return {
    moved,
    plugin: {
      name: "envision:merge-facades",
      enforce: "post",
      augmentChunkHash: () => digest,
      generateBundle: {
        order: "post",
        handler(_options, bundle) {
          const chunks = Object.values(bundle).filter((item) => item.type === "chunk");
          for (const [entry, name] of Object.entries(targets)) {
            const facade = chunks.find((chunk) => chunk.isEntry && chunk.name === entry);
            const target = chunks.find((chunk) => !chunk.isEntry && chunk.name === name);
            if (!facade || !target) this.error(`${entry} or its chunk ${name} is missing from the build`);
            target.code = `${target.code.trimEnd()}\n${exportsFor(facade, target)}\n`;
            moved[entry] = target.fileName;
            delete bundle[facade.fileName];
          }
          inlineRuntime(
            chunks.find((chunk) => !chunk.isEntry && chunk.name === "shell"),
            chunks,
          );
        },
      },
    },
  };
}

/** Export statements that make `target` answer for `facade`. */
function exportsFor(facade, target) {
  const inner = parseSync(target.fileName, target.code).module;
  const locals = new Map(
    inner.staticExports.flatMap((statement) =>
      statement.entries.map((entry) => [entry.exportName.name ?? "default", entry.localName.name]),
    ),
  );
  const { staticImports, staticExports } = parseSync(facade.fileName, facade.code).module;
  const imported = new Map(
    staticImports.flatMap((statement) =>
      statement.entries.map((entry) => [
        entry.localName.value,
        { from: statement.moduleRequest.value, name: entry.importName.name ?? "default" },
      ]),
    ),
  );
  const lines = [];
  for (const statement of staticExports) {
    for (const entry of statement.entries) {
      const origin = entry.moduleRequest
        ? { from: entry.moduleRequest.value, name: entry.importName.name ?? "default" }
        : imported.get(entry.localName.name);
      const name = entry.exportName.name ?? "default";
      if (!origin) throw new Error(`${facade.fileName} has code of its own (${name}), so it cannot be merged`);
      lines.push(
        origin.from === `./${target.fileName}`
          ? `export{${locals.get(origin.name)} as ${name}};`
          : `export{${origin.name} as ${name}}from"${origin.from}";`,
      );
    }
  }
  return lines.join("");
}

/** The bundler's helpers for CommonJS (half a kilobyte) are not worth a request of every page. */
function inlineRuntime(target, chunks) {
  const runtime = chunks.find((chunk) => chunk.name === "rolldown-runtime");
  const statement =
    runtime &&
    parseSync(target.fileName, target.code).module.staticImports.find(
      (one) => one.moduleRequest.value === `./${runtime.fileName}`,
    );
  if (!statement) return;
  const inner = parseSync(runtime.fileName, runtime.code).module.staticExports;
  const locals = new Map(
    inner.flatMap((one) => one.entries.map((entry) => [entry.exportName.name, entry.localName.name])),
  );
  const names = statement.entries.map((entry) => [entry.localName.value, locals.get(entry.importName.name)]);
  const body = inner.reduceRight((code, one) => code.slice(0, one.start) + code.slice(one.end), runtime.code);
  const inlined = `const [${names.map(([local]) => local)}]=(()=>{${body}return[${names.map(([, local]) => local)}]})();`;
  target.code = target.code.slice(0, statement.start) + inlined + target.code.slice(statement.end);
}
