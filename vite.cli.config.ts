/** The command line in a few files, so that it starts at once: modules by the hundred, ours and those of packages, take longer to find than to run. */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { definitionText } from "./src/facts/definition.ts";

const dayMs = 86_400_000;

/** Files of earlier builds stay for a day: who runs one still reads of it what it has not needed yet. */
const outdated = (): Plugin => ({
  name: "outdated",
  apply: "build",
  writeBundle({ dir = "" }, bundle) {
    for (const file of readdirSync(dir)) {
      const path = join(dir, file);
      if (!(file in bundle) && statSync(path).mtimeMs < Date.now() - dayMs) rmSync(path, { recursive: true });
    }
  },
});

export default defineConfig({
  plugins: [outdated()],
  // What is compiled for a machine has a file for each; all else comes along.
  ssr: { noExternal: true, external: ["@duckdb/node-bindings", "libsql"] },
  // What facts are computed by cannot be read from files any more.
  define: { definitionOfBundle: JSON.stringify(definitionText(join(import.meta.dirname, "src/facts/keep.ts"))) },
  build: {
    ssr: "src/cli/main.ts",
    target: "node20.19",
    outDir: "dist/cli",
    emptyOutDir: false,
    // What an error says of where it was stays readable.
    minify: false,
    rolldownOptions: {
      // A busy machine is no fault of the build's.
      checks: { pluginTimings: false },
      // Beside one another: paths from a module's place are those from `main.js`.
      output: { chunkFileNames: "[name]-[hash].js", comments: { jsdoc: false, annotation: false } },
    },
  },
});
