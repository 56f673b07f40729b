/** Files packed as they come, none of them whole in memory (APPNOTE.TXT 6.3, sections 4.3 and 4.4.4: sizes stand behind the content). */
import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

export interface Packed {
  readonly name: string;
  readonly parts: Iterable<string> | AsyncIterable<string>;
}

interface Entry {
  readonly name: Buffer;
  readonly at: number;
  crc: number;
  size: number;
  packed: number;
}

const version = 20;
/** Sizes behind the content, and names in UTF-8. */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980, midnight: the same content makes the same file. */
const [time, date] = [0, 0x21];
/** What the 32 bits of this form can say. */
const mostPacked = 2 ** 32 - 1;

type Field = readonly [bytes: 2 | 4, value: number];

const fields = (...values: readonly Field[]): Buffer => {
  const buffer = Buffer.alloc(values.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of values) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
};

const head = ({ name }: Entry): Buffer =>
  Buffer.concat([
    fields([4, 0x04034b50], [2, version], [2, flags], [2, deflated], [2, time], [2, date]),
    fields([4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
    name,
  ]);

const tail = ({ crc, packed, size }: Entry): Buffer => fields([4, 0x08074b50], [4, crc], [4, packed], [4, size]);

const listed = ({ name, at, crc, packed, size }: Entry): Buffer =>
  Buffer.concat([
    fields([4, 0x02014b50], [2, version], [2, version], [2, flags], [2, deflated], [2, time], [2, date]),
    fields([4, crc], [4, packed], [4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]),
    name,
  ]);

const end = (entries: readonly Entry[], at: number, size: number): Buffer =>
  fields([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, size], [4, at], [2, 0]);

async function* measured(parts: Packed["parts"], entry: Entry): AsyncGenerator<Buffer> {
  for await (const part of parts) {
    const bytes = Buffer.from(part);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

export async function* zipped(files: readonly Packed[]): AsyncGenerator<Buffer> {
  const entries: Entry[] = [];
  let at = 0;
  const placed = (bytes: Buffer): Buffer => {
    at += bytes.length;
    if (at > mostPacked) throw new RangeError("a packed file of more than 4 GB");
    return bytes;
  };
  for (const { name, parts } of files) {
    const entry: Entry = { name: Buffer.from(name), at, crc: 0, size: 0, packed: 0 };
    entries.push(entry);
    yield placed(head(entry));
    // An error comes out of what is read here: the pipeline ends it with that.
    for await (const bytes of pipeline(Readable.from(measured(parts, entry)), createDeflateRaw(), () => {})) {
      entry.packed += bytes.length;
      yield placed(bytes);
    }
    yield placed(tail(entry));
  }
  const start = at;
  for (const entry of entries) yield placed(listed(entry));
  yield end(entries, start, at - start);
}
