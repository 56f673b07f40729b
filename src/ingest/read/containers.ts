/** What holds several tables, or has no name: archives, workbooks and standard input, laid out as files in a temporary folder. */
import { createWriteStream } from "node:fs";
import { mkdir, readdir, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Problem } from "../../problem.ts";
import { remove } from "../../storage/durable.ts";
import { temporaryFolder } from "../../storage/temporary.ts";
import { firstBytes, isZip } from "./bytes.ts";
import { type GivenFile, isBeside } from "./files.ts";
import { isWorkbook, unpackWorkbook } from "./workbook.ts";
import { refusedArchive, type Unpacked, unpackZip } from "./zip.ts";

/** Its disposal takes the temporary files away. */
export interface OpenedFiles extends AsyncDisposable {
  readonly files: readonly GivenFile[];
}

const standardInput = "-";

interface Room {
  /** A folder of its own for each container. */
  readonly next: () => Promise<string>;
}

const unpackOne = async (path: string, name: string, room: Room): Promise<readonly Unpacked[]> => {
  if (await isWorkbook(path, name)) return unpackWorkbook(path, name, await room.next());
  const inside = await unpackZip(path, name, await room.next());
  const opened: Unpacked[] = [];
  for (const file of inside) {
    // A workbook in an archive is opened, an archive in an archive is not.
    const workbook = /^\.xls[xm]$/i.test(extname(file.name));
    opened.push(...(workbook ? await unpackWorkbook(file.path, file.name, await room.next()) : [file]));
  }
  return opened;
};

const kindOf = async (path: string): Promise<"file" | "folder" | "other"> => {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true ? "file" : found?.isDirectory() === true ? "folder" : "other";
};

/** How Excel wrote workbooks until 2007, and writes those with a password. */
const isOldWorkbook = (head: Uint8Array): boolean => Buffer.from(head.subarray(0, 4)).toString("hex") === "d0cf11e0";

/** Salesforce and others call a web page a workbook, which Excel opens; Dynamics an XML of its own. UTF-16 has zero bytes between. */
const isMarkup = (head: Uint8Array): boolean =>
  /^\s*<(!doctype html|html|head|meta|body|table|\?xml)\b/i.test(
    Buffer.from(head.filter((byte) => byte !== 0))
      .toString("latin1")
      .replace(/^(\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, ""),
  );

/** Null: the file is itself a table. */
const unpackedFrom = async ({ name, path }: Unpacked, room: Room): Promise<readonly Unpacked[] | null> => {
  const head = await firstBytes(path, 64);
  if (isMarkup(head))
    throw refusedArchive(
      name,
      "it is a web page or XML, which Excel alone opens as a workbook.",
      "Open it there and save it as .xlsx, or export it as CSV.",
    );
  if (isOldWorkbook(head))
    throw refusedArchive(
      name,
      "it is a workbook of the old form (.xls), or one with a password.",
      "Save it as .xlsx without a password, or each sheet as CSV.",
    );
  return isZip(head) ? unpackOne(path, name, room) : null;
};

const opened = async (path: string, room: Room): Promise<readonly GivenFile[]> => {
  const kind = await kindOf(path);
  if (kind === "file") return (await unpackedFrom({ name: path, path }, room)) ?? [path];
  if (kind === "other") return [path];
  const inside: GivenFile[] = [path];
  const isOpened = (one: string): boolean => /\.(zip|xls[xm])$/i.test(one) && !isBeside(one);
  for (const entry of (await readdir(path)).filter(isOpened).toSorted()) {
    const file = join(path, entry);
    if ((await kindOf(file)) === "file" && isZip(await firstBytes(file, 4)))
      inside.push(...(await unpackOne(file, file, room)));
  }
  return inside;
};

const received = async (input: Readable, room: Room): Promise<readonly GivenFile[]> => {
  const path = join(await room.next(), "input");
  await pipeline(input, createWriteStream(path));
  const head = await firstBytes(path, 4);
  if (isZip(head)) return unpackOne(path, "standard input", room);
  const isJson = head[0] === 0x7b || head[0] === 0x5b;
  return [{ name: isJson ? "standard input.ndjson" : "standard input", path }];
};

const laidOpen = async (given: GivenFile, input: Readable, room: Room): Promise<readonly GivenFile[]> => {
  if (typeof given === "string") return basename(given) === standardInput ? received(input, room) : opened(given, room);
  return (await unpackedFrom(given, room)) ?? [given];
};

const emptyContainers = (paths: readonly GivenFile[]): Problem =>
  refusedArchive(
    paths.map((path) => (typeof path === "string" ? path : path.name)).join(", "),
    "there is no table in it.",
    "An archive within an archive is not opened: unpack it, and import the folder.",
  );

/** Problems: `file_unreadable` for an archive or a workbook that is empty, damaged, too large or hostile. */
export const openContainers = async (paths: readonly GivenFile[], input: Readable): Promise<OpenedFiles> => {
  const folder = await temporaryFolder("files");
  const close = () => remove(folder);
  let count = 0;
  const room: Room = {
    next: async () => {
      count += 1;
      const own = join(folder, String(count));
      await mkdir(own);
      return own;
    },
  };
  try {
    const files: GivenFile[] = [];
    for (const path of paths) files.push(...(await laidOpen(path, input, room)));
    if (files.length === 0) throw emptyContainers(paths);
    return { files, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
};
