/** Which encoding a file is in: its mark, else zero bytes at every other place, else whether all of it is UTF-8. */
import { isUtf8 } from "node:buffer";
import { type Encoding, joinedStart, startSize, unpacked } from "./bytes.ts";

/** `null`: not UTF-16, so UTF-8 or a one-byte encoding. */
const wide = (head: Uint8Array): Encoding | null => {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const half = sample.length / 2;
  if ((zeros[1] ?? 0) > half * 0.6 && (zeros[0] ?? 0) < half * 0.1) return "utf-16le";
  if ((zeros[0] ?? 0) > half * 0.6 && (zeros[1] ?? 0) < half * 0.1) return "utf-16be";
  return null;
};

/** How many bytes at the end belong to a character that goes on in the next chunk. */
const unfinished = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
};

/** A guess from the start of the file, good enough for the names of its columns. */
export const encodingOfStart = async (path: string, name: string, gzip: boolean): Promise<Encoding> => {
  for await (const chunk of joinedStart(unpacked(path, name, gzip, startSize))) {
    const whole = chunk.subarray(0, chunk.length - unfinished(chunk));
    return wide(chunk) ?? (isUtf8(whole) ? "utf-8" : "windows-1252");
  }
  return "utf-8";
};

/** Says of chunk after chunk of a text whether it is UTF-8 so far. */
export const utf8Judge = () => {
  let rest: Uint8Array = new Uint8Array(0);
  return {
    isUtf8: (chunk: Uint8Array): boolean => {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const whole = bytes.length - unfinished(bytes);
      rest = bytes.slice(whole);
      return isUtf8(bytes.subarray(0, whole));
    },
    /** Whether no character is cut off. */
    isWhole: (): boolean => rest.length === 0,
  };
};

/** Reads the whole file, in constant memory. */
export const encodingOf = async (path: string, name: string, gzip: boolean): Promise<Encoding> => {
  const judge = utf8Judge();
  let first = true;
  for await (const chunk of joinedStart(unpacked(path, name, gzip))) {
    if (first) {
      const found = wide(chunk);
      if (found !== null) return found;
      first = false;
    }
    if (!judge.isUtf8(chunk)) return "windows-1252";
  }
  return judge.isWhole() ? "utf-8" : "windows-1252";
};
