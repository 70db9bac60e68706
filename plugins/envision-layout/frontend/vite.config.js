import { envisionPlugin } from "@envision/core/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    envisionPlugin({ entries: { layout: "src/layout.ts", tabs: "src/Tabs.tsx" }, outDir: "../envision_layout/static" }),
  ],
});
