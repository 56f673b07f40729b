/** A plain reader of well-formed CSV, one character at a time: what the fast one is measured against. */
export const parseCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  let started = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i] ?? "";
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (character === '"' && cell === "") {
      quoted = true;
      started = true;
    } else if (character === ",") {
      row.push(cell);
      cell = "";
      started = true;
    } else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[i + 1] === "\n") i += 1;
      if (started || cell !== "") rows.push([...row, cell]);
      row = [];
      cell = "";
      started = false;
    } else {
      cell += character;
      started = true;
    }
  }
  if (started || cell !== "") rows.push([...row, cell]);
  return rows;
};
