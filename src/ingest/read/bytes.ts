/** The bytes of a file as UTF-8, whatever it was written and packed in. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { Problem } from "../../problem.ts";
import { maxRatio, ratioFrom } from "./limits.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

const chunkSize = 1024 * 1024;

/** Bytes at a time where only the start of a file is wanted. */
export const startSize = 64 * 1024;

/** The first bytes as they lie on the disk. */
export const firstBytes = async (path: string, size: number): Promise<Uint8Array> => {
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(new Uint8Array(size), 0, size, 0);
  return buffer.subarray(0, bytesRead);
};

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;
/** An empty one begins with its end. */
export const isZip = (head: Uint8Array): boolean =>
  ["PK\x03\x04", "PK\x05\x06"].includes(Buffer.from(head.subarray(0, 4)).toString("latin1"));
export const isParquet = (head: Uint8Array): boolean => Buffer.from(head.subarray(0, 4)).toString("latin1") === "PAR1";

const unreadable = (path: string, reason: string, remedy: string) =>
  new Problem("file_unreadable", { path, line: null, reason, remedy });

const asTheyLie = async function* (path: string, size: number): AsyncGenerator<Uint8Array> {
  await using file = await open(path, "r");
  for (;;) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(size), 0, size);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
};

/** Unpacked, but not yet converted. A cut-off or hugely inflating archive is refused: the engine would take it as complete. */
export const unpacked = async function* (
  path: string,
  name: string,
  gzip: boolean,
  size = chunkSize,
): AsyncGenerator<Uint8Array> {
  if (!gzip) {
    yield* asTheyLie(path, size);
    return;
  }
  const source = createReadStream(path, { highWaterMark: startSize });
  let packed = 0;
  let plain = 0;
  source.on("data", (chunk) => {
    packed += chunk.length;
  });
  const gunzip = source.pipe(createGunzip({ chunkSize }));
  source.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of gunzip) {
      plain += chunk.length;
      if (plain > ratioFrom && plain > packed * maxRatio)
        throw unreadable(
          name,
          `it unpacks to more than ${maxRatio} times its size.`,
          "Unpack it yourself if you trust it, and import the plain file.",
        );
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw unreadable(
      name,
      "the gzip archive is cut off or damaged.",
      "Copy or download it again: what can be unpacked is not complete.",
    );
  } finally {
    source.destroy();
    gunzip.destroy();
  }
};

/** The bytes of a UTF-8 file without its byte order mark; each chunk lies where the one before lay, which is gone then. */
export const plainBytes = async function* (path: string): AsyncGenerator<Uint8Array> {
  await using file = await open(path, "r");
  const place = Buffer.allocUnsafe(chunkSize);
  for (let isFirst = true; ; isFirst = false) {
    let filled = 0;
    while (filled < chunkSize) {
      const { bytesRead } = await file.read(place, filled, chunkSize - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    if (filled > 0) yield place.subarray(isFirst && hasMark(place.subarray(0, filled)) ? 3 : 0, filled);
    if (filled < chunkSize) return;
  }
};

/** UTF-8 without its byte order mark. */
export const utf8Bytes = async function* (
  path: string,
  name: string,
  gzip: boolean,
  encoding: Encoding,
  size = chunkSize,
): AsyncGenerator<Uint8Array> {
  if (encoding === "utf-8") {
    let first = true;
    for await (const chunk of joinedStart(unpacked(path, name, gzip, size))) {
      yield first && hasMark(chunk) ? chunk.subarray(3) : chunk;
      first = false;
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of unpacked(path, name, gzip, size))
    yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
};

const hasMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** The same chunks, the first of at least four bytes where there are so many: a mark is never cut in two. */
export const joinedStart = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (start === null) yield chunk;
    else {
      start = Buffer.concat([start, chunk]);
      if (start.length >= 4) {
        yield start;
        start = null;
      }
    }
  }
  if (start !== null && start.length > 0) yield start;
};
