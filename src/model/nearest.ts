/** The known word that a misspelt one was meant to be. */

/** Edits (insert, delete, replace, swap neighbours) between two words: optimal string alignment, Damerau 1964. */
const distance = (left: string, right: string): number => {
  const a = [...left];
  const b = [...right];
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  a.forEach((letter, i) => {
    const row = [i + 1];
    b.forEach((other, j) => {
      const cost = letter === other ? 0 : 1;
      const edits = Math.min((row[j] ?? 0) + 1, (last[j + 1] ?? 0) + 1, (last[j] ?? 0) + cost);
      const swapped = i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other;
      row.push(swapped ? Math.min(edits, (beforeLast[j - 1] ?? 0) + 1) : edits);
    });
    beforeLast = last;
    last = row;
  });
  return last[b.length] ?? 0;
};

const tolerated = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : length < 9 ? 2 : 3);

/** The known word that is closest, capitals aside: 1 edit away from words of 3 letters, 2 from 6, 3 from 9; else `null`. */
export const nearestWord = (word: string, known: readonly string[]): string | null => {
  const given = word.toLowerCase();
  const limit = tolerated(given.length);
  const ranked = known
    .filter((candidate) => Math.abs(candidate.length - given.length) <= limit)
    .map((candidate) => ({ candidate, edits: distance(given, candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.candidate ?? null;
};
