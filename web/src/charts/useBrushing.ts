/** A stretch of points chosen by dragging over them; without moving it is a click on one. */
import { type PointerEvent, useState } from "react";
import type { View } from "./course.ts";

const still = 4;

interface Options {
  readonly nearest: (x: number) => number;
  readonly onChoose: (view: View) => void;
  readonly onClick: (index: number) => void;
}

const xOf = (event: PointerEvent<Element>): number => event.clientX - event.currentTarget.getBoundingClientRect().left;

export const useBrushing = ({ nearest, onChoose, onClick }: Options) => {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const chosen = drag === null || Math.abs(drag.to - drag.from) <= still ? null : drag;
  return {
    /** Where it is being dragged, from and to in pixels. */
    chosen: chosen === null ? null : { from: Math.min(chosen.from, chosen.to), to: Math.max(chosen.from, chosen.to) },
    handlers: {
      onPointerDown: (event: PointerEvent<Element>): void => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: xOf(event), to: xOf(event) });
      },
      onPointerMove: (event: PointerEvent<Element>): void => {
        const to = xOf(event);
        setDrag((before) => (before === null ? null : { ...before, to }));
      },
      onPointerUp: (event: PointerEvent<Element>): void => {
        if (drag === null) return;
        setDrag(null);
        const to = nearest(xOf(event));
        const from = nearest(drag.from);
        if (chosen === null) onClick(to);
        else if (from !== to) onChoose({ first: Math.min(from, to), last: Math.max(from, to) });
      },
      onPointerCancel: (): void => setDrag(null),
    },
  };
};
