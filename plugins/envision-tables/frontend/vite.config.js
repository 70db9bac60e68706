// Builds the table module; AG Grid comes with it.
import { envisionPlugin } from "@envision/core/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [envisionPlugin({ entries: { table: "src/Table.tsx" }, outDir: "../envision_tables/static" })],
});
