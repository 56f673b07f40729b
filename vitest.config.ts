import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const common = { testTimeout: 120_000, hookTimeout: 120_000, pool: "forks" } as const;

/** Short files that take long. Others go by their size, the largest first: these would run alone at the end. */
const long = ["everywhere", "tiles", "pages", "names"].map((page) => `/test/page/${page}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => long.some((path) => moduleId.endsWith(path));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // With three, browsers on two cores keep one another waiting until tests give up.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Modules are read once for all files of a worker: a test leaves nothing in them.
        test: { ...common, name: "engine", include: ["test/**/*.test.ts"], exclude: ["test/page/**"], isolate: false },
      },
      { test: { ...common, name: "page", include: ["test/page/**/*.test.ts"], globalSetup: ["test/page/setup.ts"] } },
    ],
  },
});
