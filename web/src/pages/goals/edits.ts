/** What is written but not saved: the text of each changed cell, and the way back. */

/** Which goal a cell is of. */
export interface GoalCell {
  readonly kpi: string;
  readonly variant: string;
  readonly scope: string;
  readonly scope_id: string | null;
  readonly starts_on: string;
  readonly ends_on: string;
}

export interface Edit {
  readonly cell: GoalCell;
  readonly text: string;
}

export type Edits = ReadonlyMap<string, Edit>;

export interface Written {
  readonly now: Edits;
  readonly past: readonly Edits[];
  readonly future: readonly Edits[];
}

export const unwritten: Written = { now: new Map(), past: [], future: [] };

export const keyOf = ({ kpi, variant, scope, scope_id, starts_on, ends_on }: GoalCell): string =>
  JSON.stringify([starts_on, ends_on, scope, scope_id, kpi, variant]);

/** One step, however many cells it changes. Text as it was before is no change: `saved` says what each cell holds. */
export const write = (written: Written, edits: readonly Edit[], saved: (cell: GoalCell) => string): Written => {
  const now = new Map(written.now);
  for (const edit of edits) {
    const text = edit.text.trim();
    if (text === saved(edit.cell)) now.delete(keyOf(edit.cell));
    else now.set(keyOf(edit.cell), { cell: edit.cell, text });
  }
  const same =
    now.size === written.now.size && [...now].every(([key, { text }]) => written.now.get(key)?.text === text);
  return same ? written : { now, past: [...written.past, written.now], future: [] };
};

export const undo = ({ now, past, future }: Written): Written => {
  const before = past.at(-1);
  return before === undefined
    ? { now, past, future }
    : { now: before, past: past.slice(0, -1), future: [now, ...future] };
};

export const redo = ({ now, past, future }: Written): Written => {
  const [next, ...rest] = future;
  return next === undefined ? { now, past, future } : { now: next, past: [...past, now], future: rest };
};

/** Once `sent` is saved: what was written since is a change of that, also where it is what stood before, as `saved` says. */
export const writtenSince = (written: Written, sent: Edits, saved: (cell: GoalCell) => string): Written => {
  const takenBack = [...sent].filter(([key]) => !written.now.has(key));
  const since = [...written.now].filter(([key, { text }]) => sent.get(key)?.text !== text);
  const before = takenBack.map(([key, { cell }]): [string, Edit] => [key, { cell, text: saved(cell) }]);
  return { ...unwritten, now: new Map([...since, ...before]) };
};
