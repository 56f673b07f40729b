/**
 * Cells of a workbook that its reader would lose: an error that a formula came to (`#REF!`) is nothing to it, and a day that is written in words
 * it moves by the zone of this machine. They are given to it as texts, as a CSV of the same sheet has them.
 */
import { createWriteStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { Entry, ZipFile } from "yauzl";
import { ZipFile as Archive } from "yazl";

const isSheet = ({ fileName }: Entry): boolean => /^xl\/worksheets\/[^/]+\.xml$/.test(fileName);

/** ECMA-376, part 1, 18.18.11: `e` is an error, `d` a date as ISO 8601 has it, `str` the text of a formula. */
const marked = /(<(?:\w+:)?c\s[^>]*?\bt=)"[ed]"/g;

const hasSuch = (sheet: Buffer): boolean => sheet.includes('t="e"') || sheet.includes('t="d"');

const contentOf = async (archive: ZipFile, entry: Entry): Promise<Buffer> =>
  buffer(await archive.openReadStreamPromise(entry));

/** Whether the workbook was written to `target`, as it has such cells. */
export const withCellsAsText = async (
  archive: ZipFile,
  entries: readonly Entry[],
  target: string,
): Promise<boolean> => {
  let isWanted = false;
  for (const entry of entries.filter(isSheet)) isWanted ||= hasSuch(await contentOf(archive, entry));
  if (!isWanted) return false;
  const written = new Archive();
  const done = pipeline(written.outputStream, createWriteStream(target, { flags: "wx" }));
  for (const entry of entries) {
    const content = await contentOf(archive, entry);
    const text = isSheet(entry) && hasSuch(content) ? content.toString().replaceAll(marked, '$1"str"') : content;
    written.addBuffer(Buffer.from(text), entry.fileName, { compressionLevel: 1 });
  }
  written.end();
  await done;
  return true;
};
