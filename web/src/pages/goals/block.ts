/** Blocks of cells as spreadsheets put them on the clipboard: tabs between columns, lines between rows, quotes around what has either. */

export const readBlock = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[""]];
  let isQuoted = false;
  const put = (letter: string): void => {
    const row = rows.at(-1) ?? [];
    row[row.length - 1] = (row.at(-1) ?? "") + letter;
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const isStart = rows.at(-1)?.at(-1) === "";
    if (isQuoted) {
      if (letter !== '"') put(letter);
      else if (text.charAt(at + 1) === '"') {
        put('"');
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && isStart) isQuoted = true;
    else if (letter === "\t") rows.at(-1)?.push("");
    else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && text.charAt(at + 1) === "\n") at += 1;
      rows.push([""]);
    } else put(letter);
  }
  // Spreadsheets end the last row, too.
  const last = rows.at(-1);
  return rows.length > 1 && last?.length === 1 && last[0] === "" ? rows.slice(0, -1) : rows;
};

const quoted = (cell: string): string => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const blockText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(quoted).join("\t")).join("\n");
