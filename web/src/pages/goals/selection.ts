/** Where one stands in the sheet: a cell, and the corner of the block that is chosen from it. */

export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Selection {
  readonly at: Place;
  /** The other corner; the same place when one cell is chosen. */
  readonly corner: Place;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

export const single = (at: Place): Selection => ({ at, corner: at });

const within = (value: number, length: number): number => Math.max(0, Math.min(length - 1, value));

const shifted = ({ row, column }: Place, rows: number, columns: number, size: Size): Place => ({
  row: within(row + rows, size.rows),
  column: within(column + columns, size.columns),
});

const blockOf = ({ at, corner }: Selection) => ({
  top: Math.min(at.row, corner.row),
  left: Math.min(at.column, corner.column),
  bottom: Math.max(at.row, corner.row),
  right: Math.max(at.column, corner.column),
});

export const isWithin = (selection: Selection, { row, column }: Place): boolean => {
  const { top, left, bottom, right } = blockOf(selection);
  return row >= top && row <= bottom && column >= left && column <= right;
};

export const placesOf = (selection: Selection): readonly (readonly Place[])[] => {
  const { top, left, bottom, right } = blockOf(selection);
  return Array.from({ length: bottom - top + 1 }, (_, row) =>
    Array.from({ length: right - left + 1 }, (_, column) => ({ row: top + row, column: left + column })),
  );
};

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

/** Where a key leads; `null` when it leads nowhere in the sheet, so that Tab leaves it at its ends. */
export const moved = (selection: Selection, { key, shiftKey, ctrlKey }: Press, size: Size): Selection | null => {
  const { at, corner } = selection;
  const arrow = arrows[key];
  if (arrow !== undefined) {
    const reach = ctrlKey ? Math.max(size.rows, size.columns) : 1;
    const to = shifted(shiftKey ? corner : at, arrow[0] * reach, arrow[1] * reach, size);
    return shiftKey ? { at, corner: to } : single(to);
  }
  switch (key) {
    case "Enter":
      return single(shifted(at, shiftKey ? -1 : 1, 0, size));
    case "Home":
      return single({ row: ctrlKey ? 0 : at.row, column: 0 });
    case "End":
      return single({ row: ctrlKey ? size.rows - 1 : at.row, column: size.columns - 1 });
    case "PageUp":
      return single(shifted(at, -10, 0, size));
    case "PageDown":
      return single(shifted(at, 10, 0, size));
    case "Tab": {
      const next = at.row * size.columns + at.column + (shiftKey ? -1 : 1);
      if (next < 0 || next >= size.rows * size.columns) return null;
      return single({ row: Math.floor(next / size.columns), column: next % size.columns });
    }
    default:
      return null;
  }
};

/** What each cell gets when a block is pasted: one value fills the whole choice; what falls off the sheet is left out. */
export const pasted = (
  block: readonly (readonly string[])[],
  selection: Selection,
  size: Size,
): readonly { readonly place: Place; readonly text: string }[] => {
  const only = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined;
  if (only !== undefined)
    return placesOf(selection)
      .flat()
      .map((place) => ({ place, text: only }));
  const { top, left } = blockOf(selection);
  return block
    .flatMap((row, down) => row.map((text, right) => ({ place: { row: top + down, column: left + right }, text })))
    .filter(({ place }) => place.row < size.rows && place.column < size.columns);
};
