/** A workspace that an earlier version wrote. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";

export interface Kept {
  /** By KPI: value, numerator, denominator. */
  readonly answers: Readonly<Record<string, readonly (number | null)[]>>;
  /** By path: the content, base64. */
  readonly files: Readonly<Record<string, string>>;
}

export const kept = (await readdir(import.meta.dirname)).filter((name) => name.endsWith(".json.gz"));

export const unpacked = async (name: string, to: string): Promise<Kept> => {
  const read: Kept = JSON.parse(gunzipSync(await readFile(join(import.meta.dirname, name))).toString());
  for (const [path, content] of Object.entries(read.files)) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), Buffer.from(content, "base64"));
  }
  return read;
};
