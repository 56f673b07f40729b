/**
 * In which currency the columns of a workbook are formatted: *€ 1,200.00* is the number 1200 there, and nothing in its cell says more.
 * ECMA-376, part 1: 18.8.30 (formats), 18.8.10 (which format a cell has), 18.3.1.4 (cells).
 */
import { buffer } from "node:stream/consumers";
import type { Entry, ZipFile } from "yauzl";
import { currencies, currencyIn } from "../../model/currencies.ts";

/** By the index of a column, 0 is A, its currency; by sheet. */
export type FormattedCurrencies = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** Signs of several currencies, told apart by the language that stands beside them (MS-LCID). */
const byLanguage: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  $: { "409": "USD", "540A": "USD", "1009": "CAD", C0C: "CAD", C09: "AUD", "1409": "NZD", "80A": "MXN" },
  kr: { "41D": "SEK", "406": "DKK", "414": "NOK", "814": "NOK" },
  "¥": { "411": "JPY", "804": "CNY" },
};

/** What a format says of the currency: `#,##0.00 "€"`, `[$£-809]#,##0.00`, `[$CHF] 0.00`; null where that may be several, as of `"$"0.00`. */
export const currencyOfFormat = (code: string): string | null => {
  const [, sign = "", language = ""] = /\[\$([^\]-]+)(?:-([0-9A-Fa-f]+))?\]/.exec(code) ?? [];
  if (sign === "") return currencyIn(code) ?? null;
  const isCode = currencies.has(sign.trim());
  const named = isCode ? sign.trim() : currencyIn(sign);
  return named ?? byLanguage[sign.replace(/[.]$/, "")]?.[language.replace(/^0+/, "").toUpperCase()] ?? null;
};

const entities: Readonly<Record<string, string>> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, word?: string) => {
    if (word !== undefined) return entities[word] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });

/** The attributes of each element of this name, whatever its prefix. */
const elements = (xml: string, called: string): readonly Readonly<Record<string, string>>[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${called}(\\s[^>]*)?>`, "g"))].map(([, written = ""]) =>
    Object.fromEntries(
      [...written.matchAll(/(?:\w+:)?(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, unescaped(value)]),
    ),
  );

/** By the number of a cell's style, the currency of its format. */
const currenciesOfStyles = (styles: string): ReadonlyMap<string, string> => {
  const formats = new Map(
    elements(styles, "numFmt").flatMap(({ numFmtId = "", formatCode = "" }) => {
      const currency = currencyOfFormat(formatCode);
      return currency === null ? [] : [[numFmtId, currency] as const];
    }),
  );
  const [, used = ""] = /<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(styles) ?? [];
  return new Map(
    elements(used, "xf").flatMap(({ numFmtId = "" }, style) => {
      const currency = formats.get(numFmtId);
      return currency === undefined ? [] : [[String(style), currency] as const];
    }),
  );
};

/** `C` is 2, `AA` 26. */
const columnOf = (reference: string): number =>
  [...(/^[A-Z]+/.exec(reference)?.[0] ?? "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

const cell = /<(?:\w+:)?c(\s[^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;

/** Of each column of which most numbers are formatted in one currency, and none in another. */
const currenciesOfSheet = (sheet: string, styles: ReadonlyMap<string, string>): ReadonlyMap<number, string> => {
  const numbers = new Map<number, Map<string, number>>();
  for (const [, attributes = "", content = ""] of sheet.matchAll(cell)) {
    const [, reference = ""] = /\sr="([^"]*)"/.exec(attributes) ?? [];
    if (reference === "" || /\st="(?!n")/.test(attributes) || !/<(?:\w+:)?v>/.test(content)) continue;
    const currency = styles.get(/\ss="(\d+)"/.exec(attributes)?.[1] ?? "") ?? "";
    const counts = numbers.get(columnOf(reference)) ?? new Map<string, number>();
    counts.set(currency, (counts.get(currency) ?? 0) + 1);
    numbers.set(columnOf(reference), counts);
  }
  return new Map(
    [...numbers].flatMap(([column, counts]) => {
      const [only, ...others] = [...counts].filter(([currency]) => currency !== "");
      const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
      return only === undefined || others.length > 0 || only[1] * 2 <= all ? [] : [[column, only[0]] as const];
    }),
  );
};

/** Of a workbook's parts, which `unpackWorkbook` has looked at already. */
export const formattedCurrencies = async (
  archive: ZipFile,
  entries: readonly Entry[],
): Promise<FormattedCurrencies> => {
  const part = async (path: string): Promise<string> => {
    const entry = entries.find(({ fileName }) => fileName === path);
    return entry === undefined ? "" : (await buffer(await archive.openReadStreamPromise(entry))).toString();
  };
  const styles = currenciesOfStyles(await part("xl/styles.xml"));
  if (styles.size === 0) return new Map();
  const targets = new Map(
    elements(await part("xl/_rels/workbook.xml.rels"), "Relationship").map(({ Id = "", Target = "" }) => [Id, Target]),
  );
  const found = new Map<string, ReadonlyMap<number, string>>();
  for (const { name = "", id = "" } of elements(await part("xl/workbook.xml"), "sheet")) {
    const target = targets.get(id) ?? "";
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    found.set(name, currenciesOfSheet(await part(path), styles));
  }
  return found;
};
