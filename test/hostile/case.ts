/** One file as nobody would wish it, and what must become of it. */

export interface Case {
  readonly name: string;
  /** The file's name: its ending says what it pretends to be. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly expected:
    | {
        /** Rows that are good must all be loaded, each with the id it has here. */
        readonly loads: readonly string[];
        /** At least so many findings say what was not understood. */
        readonly findings?: number;
        /** What the loaded leads are called, where that is the point. */
        readonly sources?: readonly (string | null)[];
      }
    /** The whole file is refused with one of these problems. */
    | { readonly refused: readonly string[] };
}

const text = new TextEncoder();

export const utf8 = (content: string): Uint8Array => text.encode(content);

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

export const utf16 = (content: string, order: "le" | "be", bom = true): Uint8Array => {
  const little = Buffer.from(bom ? `\u{feff}${content}` : content, "utf16le");
  return order === "le" ? little : Buffer.from(little).swap16();
};

/** Windows-1252 for the letters that the cases use. */
export const windows1252 = (content: string): Uint8Array =>
  Uint8Array.from(
    [...content].map((letter) => (letter === "€" ? 0x80 : letter === "–" ? 0x96 : (letter.codePointAt(0) ?? 0x3f))),
  );

export const header = ["lead_id", "created_at", "source"];
export const at = "2026-01-05T10:00:00Z";

/** Lines of a CSV of leads; cells are written as they are. */
export const csv = (
  rows: readonly (readonly string[])[],
  {
    delimiter = ",",
    end = "\n",
    head = header,
    last = true,
  }: { delimiter?: string; end?: string; head?: readonly string[]; last?: boolean } = {},
): string => [head, ...rows].map((cells) => cells.join(delimiter)).join(end) + (last ? end : "");

/** `count` leads with plain ids. */
export const plain = (count: number, source = "web"): readonly (readonly string[])[] =>
  Array.from({ length: count }, (_, index) => [`L${index + 1}`, at, source]);

export const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `L${index + 1}`);
