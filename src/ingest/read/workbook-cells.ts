/**
 * Cells of a workbook that its reader would lose: an error that a formula came to (`#REF!`) is nothing to it, as is a formula that nothing has
 * worked out yet, and a day that is written in words it moves by the zone of this machine. They are given to it as texts, as a CSV of the same
 * sheet has them, and formulas as they are written.
 */
import { createWriteStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { Entry, ZipFile } from "yauzl";
import { ZipFile as Archive } from "yazl";

const isSheet = ({ fileName }: Entry): boolean => /^xl\/worksheets\/[^/]+\.xml$/.test(fileName);

/** ECMA-376, part 1, 18.18.11: `e` is an error, `d` a date as ISO 8601 has it, `str` the text of a formula, `n` or nothing a number. */
const marked = /(<(?:\w+:)?c\s[^>]*?\bt=)"[ed]"/g;

/** Programs that write workbooks without working anything out leave the number of a formula (18.3.1.40) empty, or have none. */
const untold =
  /<((?:\w+:)?)c(\s(?:(?!\bt="(?!n"))[^>])*)>\s*<\1f\b(?:[^>]*\/>|[^>]*>([^<]*)<\/\1f>)\s*(?:<\1v\s*\/>|<\1v>\s*<\/\1v>)?\s*<\/\1c>/g;

const withTexts = (sheet: string): string =>
  sheet
    .replaceAll(marked, '$1"str"')
    .replaceAll(
      untold,
      (_, prefix: string, attributes: string, formula = "") =>
        `<${prefix}c${attributes.replace(/\st="n"/, "")} t="str"><${prefix}v>=${formula}</${prefix}v></${prefix}c>`,
    );

const mayHaveSuch = (sheet: Buffer): boolean => ['t="e"', 't="d"', "<f", ":f"].some((sign) => sheet.includes(sign));

/** The sheet with its cells as texts; null where it has none that would be lost. */
const readableSheet = (sheet: Buffer): string | null => {
  if (!mayHaveSuch(sheet)) return null;
  const text = sheet.toString();
  const readable = withTexts(text);
  return readable === text ? null : readable;
};

const contentOf = async (archive: ZipFile, entry: Entry): Promise<Buffer> =>
  buffer(await archive.openReadStreamPromise(entry));

/** Whether the workbook was written to `target`, as it has such cells. */
export const withCellsAsText = async (
  archive: ZipFile,
  entries: readonly Entry[],
  target: string,
): Promise<boolean> => {
  let isWanted = false;
  for (const entry of entries.filter(isSheet)) isWanted ||= readableSheet(await contentOf(archive, entry)) !== null;
  if (!isWanted) return false;
  const written = new Archive();
  const done = pipeline(written.outputStream, createWriteStream(target, { flags: "wx" }));
  for (const entry of entries) {
    const content = await contentOf(archive, entry);
    const text = isSheet(entry) ? readableSheet(content) : null;
    written.addBuffer(text === null ? content : Buffer.from(text), entry.fileName, { compressionLevel: 1 });
  }
  written.end();
  await done;
  return true;
};
