import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const text = /\.(js|css|html|svg|json)$/;
const smallest = 1024;

/** Files are compressed once, here, as they were written, so that the server only hands them out. */
const compressed = (): Plugin => ({
  name: "compressed",
  apply: "build",
  writeBundle({ dir = "" }, bundle) {
    for (const name of Object.keys(bundle)) {
      if (!text.test(name)) continue;
      const path = join(dir, name);
      const source = readFileSync(path);
      if (source.length < smallest) continue;
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
      writeFileSync(`${path}.br`, brotliCompressSync(source, options));
      writeFileSync(`${path}.gz`, gzipSync(source, { level: 9 }));
    }
  },
});

/** The script that asks before the page's code is there, ahead of it: it waits for nothing else, and nothing is painted before it has chosen the colours. */
const early = (): Plugin => ({
  name: "early",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) => {
      const chunk = Object.values(bundle ?? {}).find(({ type, name }) => type === "chunk" && name === "early");
      if (chunk === undefined) return [];
      const attrs = { type: "module", async: true, blocking: "render", crossorigin: true, src: `/${chunk.fileName}` };
      return [{ tag: "script", attrs, injectTo: "head-prepend" }];
    },
  },
});

/** The letters that nearly all is written in, asked for with the page: coming after its first words they would widen these. */
const letters = (): Plugin => ({
  name: "letters",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) => {
      const file = Object.keys(bundle ?? {}).find((name) => /inter-latin-wght-normal.*\.woff2$/.test(name));
      if (file === undefined) return [];
      const attrs = { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `/${file}` };
      return [{ tag: "link", attrs, injectTo: "head" }];
    },
  },
});

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), early(), letters(), compressed()],
  css: { transformer: "lightningcss" },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    // What the first page needs, in kB before compression: fetched once.
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    // Two files for the first page instead of fifty: each costs a request, and small files compress badly.
    rolldownOptions: {
      // A busy machine is no fault of the build's.
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          groups: [
            {
              name: "early",
              test: /src[\\/](first|(api|theme)[\\/]early|api[\\/](paths|question)|scope[\\/](scope|search))\.ts/,
              priority: 4,
            },
            { name: "base", tags: ["$initial"], priority: 3 },
            { name: "bringing-in", test: /pages[\\/]import/, priority: 1 },
            { name: "palette", test: /@mantine[\\/]spotlight/, priority: 1 },
            { name: "shared", minShareCount: 2, test: /^(?!.*(pages[\\/]import|@mantine[\\/]spotlight))/, priority: 2 },
          ],
        },
      },
    },
  },
  server: { port: 4174, proxy: { "/api": process.env.QD_API ?? "http://127.0.0.1:4173" } },
});
