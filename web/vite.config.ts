import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const text = /\.(js|css|html|svg|json)$/;
const smallest = 1024;

/** Files are compressed once, here, so that the server only hands them out. */
const compressed = (): Plugin => ({
  name: "compressed",
  apply: "build",
  generateBundle(_options, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (!text.test(name)) continue;
      const source = Buffer.from(file.type === "chunk" ? file.code : file.source);
      if (source.length < smallest) continue;
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
      this.emitFile({ type: "asset", fileName: `${name}.br`, source: brotliCompressSync(source, options) });
      this.emitFile({ type: "asset", fileName: `${name}.gz`, source: gzipSync(source, { level: 9 }) });
    }
  },
});

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    modulePreload: { polyfill: false },
  },
  server: { port: 4174, proxy: { "/api": process.env.QD_API ?? "http://127.0.0.1:4173" } },
});
