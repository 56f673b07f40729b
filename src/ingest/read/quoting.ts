/** How a delimited file writes its quotes: as nearly all do, behind blanks, or escaped by a backslash. The two others are read as if it were the first. */
import { eachRow, type RowSource } from "./each-row.ts";

export interface Quoting {
  /** Blanks stand between a delimiter and its cell: `a, "b, c"`. They are no part of it. */
  readonly isSpaced: boolean;
  /** Within quotes a quote is written `\"`, and a backslash `\\`. */
  readonly isEscaped: boolean;
}

export const ordinary: Quoting = { isSpaced: false, isEscaped: false };

export const isOrdinary = ({ isSpaced, isEscaped }: Quoting): boolean => !isSpaced && !isEscaped;

const quote = 0x22;
const backslash = 0x5c;
const blank = 0x20;
const lf = 0x0a;
const cr = 0x0d;

/** Where the next byte stands. */
type Place = "start" | "plain" | "quoted" | "escape" | "closed";

/** The same text as nearly all files would write it, line for line. */
export const asOrdinary = async function* (
  chunks: AsyncIterable<Uint8Array>,
  delimiter: number,
  { isSpaced, isEscaped }: Quoting,
): AsyncGenerator<Uint8Array> {
  let place: Place = "start";
  let out = new Uint8Array(0);
  let length = 0;
  const put = (byte: number): void => {
    out[length] = byte;
    length += 1;
  };
  const outside = (byte: number): Place => (byte === delimiter || byte === lf || byte === cr ? "start" : "plain");
  const next = (byte: number): Place => {
    switch (place) {
      case "start":
        if (byte === blank && isSpaced) return "start";
        put(byte);
        return byte === quote ? "quoted" : outside(byte);
      case "quoted":
        if (byte === backslash && isEscaped) return "escape";
        put(byte);
        return byte === quote ? "closed" : "quoted";
      case "escape":
        if (byte === quote) put(quote);
        else if (byte !== backslash) put(backslash);
        put(byte);
        return "quoted";
      case "closed":
        put(byte);
        return byte === quote ? "quoted" : outside(byte);
      case "plain":
        put(byte);
        return outside(byte);
    }
  };
  for await (const chunk of chunks) {
    // A backslash may wait from the chunk before.
    out = new Uint8Array(chunk.length + 1);
    length = 0;
    for (const byte of chunk) place = next(byte);
    yield out.subarray(0, length);
  }
  if (place === "escape") yield Uint8Array.of(backslash);
};

/** Whether blanks stand before quotes, and backslashes, anywhere in the file. */
const signsIn = async (chunks: AsyncIterable<Uint8Array>): Promise<Quoting> => {
  let [isSpaced, isEscaped] = [false, false];
  let last = "";
  for await (const chunk of chunks) {
    const text = Buffer.concat([Buffer.from(last, "latin1"), chunk]);
    isSpaced ||= text.includes(' "');
    isEscaped ||= text.includes('\\"');
    last = text.subarray(-1).toString("latin1");
  }
  return { isSpaced, isEscaped };
};

interface Faults {
  /** Rows of which a quote is not where one can be. */
  readonly quotes: number;
  /** Rows of another width than the first. */
  readonly ragged: number;
}

const faultsOf = async (source: RowSource, preamble: number): Promise<Faults> => {
  let [quotes, ragged, width, toSkip] = [0, 0, 0, preamble];
  await eachRow(
    source,
    (_bytes, _from, row) => {
      if (row.state === "blank") return true;
      toSkip -= 1;
      if (toSkip >= 0) return true;
      if (row.state === "bad_quote" || row.looseQuote) quotes += 1;
      else if (row.state === "row") {
        if (width === 0) width = row.fields;
        if (row.fields !== width) ragged += 1;
      }
      return true;
    },
    async () => {},
  );
  return { quotes, ragged };
};

/**
 * The way in which the quotes of all the file make sense, where they do not as nearly all files write them: then no row has a quote in a
 * place where none can be, and fewer are ragged. `open`: its bytes; `preamble`: rows above the names.
 */
export const quotingOf = async (
  open: () => AsyncIterable<Uint8Array>,
  { name, delimiter, preamble }: Pick<RowSource, "name" | "delimiter"> & { readonly preamble: number },
): Promise<Quoting> => {
  const signs = await signsIn(open());
  if (isOrdinary(signs)) return ordinary;
  const faultsIf = (quoting: Quoting): Promise<Faults> =>
    faultsOf({ chunks: asOrdinary(open(), delimiter, quoting), name, delimiter, width: 0 }, preamble);
  const before = await faultsIf(ordinary);
  if (before.quotes + before.ragged === 0) return ordinary;
  for (const [isSpaced, isEscaped] of [
    [true, false],
    [false, true],
    [true, true],
  ] as const) {
    if ((isSpaced && !signs.isSpaced) || (isEscaped && !signs.isEscaped)) continue;
    const { quotes, ragged } = await faultsIf({ isSpaced, isEscaped });
    if (quotes === 0 && ragged < before.quotes + before.ragged) return { isSpaced, isEscaped };
  }
  return ordinary;
};
