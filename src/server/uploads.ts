/** Files that were sent to be imported: kept until they are, or for an hour after they were last asked for. */
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Problem } from "../problem.ts";
import { letGo } from "./letting-go.ts";

export interface Uploads {
  /** Under which name it lies there; one that breaks off leaves nothing. Problem: `request_too_large`. */
  receive(content: Readable): Promise<{ readonly upload: string; readonly size: number }>;
  /** Where it lies. Problem: `nothing_there`. */
  pathOf(upload: string): Promise<string>;
  drop(uploads: readonly string[]): Promise<void>;
  /** Drops what nobody has asked for within the hour. */
  dropOld(): Promise<void>;
}

const longestMs = 60 * 60_000;
const form = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const ageOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );

const noLargerThan = (most: number): Transform => {
  let size = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      size += part.length;
      if (size > most) done(new Problem("request_too_large", { most: sizeText(most) }));
      else done(null, part);
    },
  });
};

export const sizeText = (bytes: number): string =>
  bytes >= 1 << 30 ? `${bytes / (1 << 30)} GB` : bytes >= 1 << 20 ? `${bytes / (1 << 20)} MB` : `${bytes} bytes`;

/** In the folder, which need not be there yet; no file of more bytes than `most`. */
export const uploadsIn = (folder: string, most: number): Uploads => {
  const dropOld = async (): Promise<void> => {
    for (const name of await readdir(folder).catch(() => []))
      if ((await ageOf(join(folder, name))) > longestMs) await letGo(join(folder, name));
  };
  return {
    receive: async (content) => {
      await mkdir(folder, { recursive: true });
      await dropOld();
      const upload = randomUUID();
      const path = join(folder, upload);
      try {
        await pipeline(content, noLargerThan(most), createWriteStream(path, { flags: "wx", mode: 0o600 }));
      } catch (error) {
        await letGo(path);
        throw error;
      }
      return { upload, size: (await stat(path)).size };
    },
    pathOf: async (upload) => {
      const path = form.test(upload) ? join(folder, upload) : null;
      const found = path === null ? null : await stat(path).catch(() => null);
      if (path === null || found === null) throw new Problem("nothing_there", { what: `upload ${upload}` });
      const now = new Date();
      await utimes(path, now, now);
      return path;
    },
    drop: async (uploads) => {
      for (const upload of uploads) if (form.test(upload)) await letGo(join(folder, upload));
    },
    dropOld,
  };
};
