import { defineConfig } from "vitest/config";

/** Long tests that do it for real: `npm run soak`. Their figures are in bench/README.md. */
export default defineConfig({
  test: {
    include: ["test/soak/**/*.soak.ts"],
    testTimeout: 3_600_000,
    hookTimeout: 300_000,
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
  },
});
