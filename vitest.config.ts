import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "jsdom",
    include: ["frontend-core/**/*.test.{ts,tsx}", "plugins/*/frontend/src/**/*.test.{ts,tsx}"],
    setupFiles: ["./frontend-core/src/testing/setup.ts"],
    restoreMocks: true,
    // Mantine's modules import each other without file endings when Node loads them itself.
    server: { deps: { inline: [/@mantine/] } },
  },
});
