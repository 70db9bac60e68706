import { envisionPlugin } from "@envision/core/vite";
import { defineConfig } from "vite";

// Plain inputs share one small file; what needs a heavy widget has its own.
export default defineConfig({
  plugins: [
    envisionPlugin({
      entries: {
        inputs: "src/inputs.ts",
        multiselect: "src/MultiSelect.tsx",
        slider: "src/Slider.tsx",
        form: "src/form.ts",
      },
      outDir: "../envision_forms/static",
    }),
    // Lets the other files import from the one of the plain inputs; else its content would move to a third file.
    {
      name: "forms:one-file",
      config: () => ({ build: { rolldownOptions: { preserveEntrySignatures: "allow-extension" } } }),
    },
  ],
});
