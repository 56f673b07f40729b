/** Cells of a grid that one Tab reaches and arrows lead through. Each cell carries `data-at` with its place. */
import { type KeyboardEvent, type RefObject, useRef, useState } from "react";

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export const placeOf = (down: number, right: number): string => `${down}:${right}`;

interface Cells {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** What a cell at a place needs, beside what it does. */
  readonly at: (place: string) => { readonly "data-at": string; readonly tabIndex: number };
  readonly setAt: (place: string) => void;
}

/** `first` is the place that Tab reaches while none has been. */
export const useCells = (first: string | undefined): Cells => {
  const table = useRef<HTMLTableElement>(null);
  const [reached, setAt] = useState("");
  const isThere = table.current?.querySelector(`[data-at="${reached}"]`) != null;
  return {
    table,
    setAt,
    at: (place) => ({ "data-at": place, tabIndex: place === (isThere ? reached : first) ? 0 : -1 }),
    onKeyDown: (event) => {
      const step = steps[event.key];
      if (step === undefined || !(event.target instanceof HTMLElement)) return;
      const [down = 0, right = 0] = (event.target.dataset.at ?? "").split(":").map(Number);
      const next = placeOf(down + step[0], right + step[1]);
      const cell = table.current?.querySelector(`[data-at="${next}"]`);
      if (!(cell instanceof HTMLElement)) return;
      event.preventDefault();
      setAt(next);
      cell.focus();
    },
  };
};
