import { envisionPlugin } from "@envision/core/vite";
import { defineConfig } from "vite";

// One small file for all three: a page of text costs a single request.
export default defineConfig({
  plugins: [envisionPlugin({ entries: { content: "src/content.ts" }, outDir: "../envision_content/static" })],
});
