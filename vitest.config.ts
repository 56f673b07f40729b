import { defineConfig } from "vitest/config";

const common = { testTimeout: 120_000, hookTimeout: 120_000, pool: "forks" } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "engine",
          include: ["test/**/*.test.ts"],
          exclude: ["test/page/**"],
          // Modules are read once for all files of a worker: a test leaves nothing in them.
          isolate: false,
          // A third of their time they wait for the disk.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Each has a browser beside it, and all of them one server.
        test: {
          ...common,
          name: "page",
          include: ["test/page/**/*.test.ts"],
          globalSetup: ["test/page/setup.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
