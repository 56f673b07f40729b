import { defineConfig } from "vitest/config";

const common = { testTimeout: 120_000, hookTimeout: 120_000, pool: "forks" } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        // Modules are read once for all files of a worker: a test leaves nothing in them.
        test: { ...common, name: "engine", include: ["test/**/*.test.ts"], exclude: ["test/page/**"], isolate: false },
      },
      { test: { ...common, name: "page", include: ["test/page/**/*.test.ts"], globalSetup: ["test/page/setup.ts"] } },
    ],
  },
});
