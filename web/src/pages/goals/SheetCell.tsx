/** One cell: the target, how much of it is reached, and what is needed from now on. */
import { type CSSProperties, memo, useEffect, useRef, useState } from "react";
import type { Row } from "../../api/types.ts";
import { figure, percent, shortFigure, type Writing } from "../../words/figures.ts";
import styles from "./Sheet.module.css";

const whole = (value: number): string => percent(value, 0);

export interface CellFacts {
  /** As it is saved. */
  readonly target: number | null;
  readonly writing: Writing;
  /** What is written and not saved; `null`: nothing. */
  readonly text: string | null;
  readonly problem: string | null;
  readonly attainment: Row | null;
}

const width = (value: number): CSSProperties => ({ width: `${Math.max(0, Math.min(1, value)) * 100}%` });

/** How far the target is reached, and where it should stand today. */
const Reached = ({ row }: { readonly row: Row }) => {
  const { value } = row;
  const pace = row.more.pace ?? null;
  if (value === null) return null;
  const due = pace === null || pace === 0 || pace === value ? null : value / pace;
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={styles.fill} style={width(value)} />
      {due === null || due >= 0.999 ? null : <span className={styles.due} style={{ left: `${due * 100}%` }} />}
    </span>
  );
};

const needed = (row: Row, writing: Writing): string | null => {
  const perDay = row.more.needed_per_working_day;
  return typeof perDay === "number" && perDay > 0 ? `${shortFigure(perDay, writing)} a day` : null;
};

const Saved = ({ target, writing, attainment }: CellFacts) => {
  const people = attainment?.more.people_target;
  return (
    <>
      <span className={target === null ? styles.gone : styles.target}>{shortFigure(target, writing)}</span>
      {attainment === null || attainment.value === null ? null : (
        <>
          <Reached row={attainment} />
          <span className={styles.small}>
            <span>{whole(attainment.value)}</span>
            <span>{needed(attainment, writing) ?? ""}</span>
          </span>
        </>
      )}
      {typeof people === "number" ? (
        <span className={styles.small}>
          <span>people</span>
          <span>{shortFigure(people, writing)}</span>
        </span>
      ) : null}
    </>
  );
};

const Unsaved = ({ target, writing, text, problem }: CellFacts) => (
  <>
    <span className={`${styles.target} ${text === "" ? styles.gone : ""}`}>{text === "" ? "no goal" : text}</span>
    <span className={styles.small}>
      {problem === null ? (
        <span>{target === null ? "new" : `was ${shortFigure(target, writing)}`}</span>
      ) : (
        <span className={styles.why}>{problem}</span>
      )}
    </span>
  </>
);

/** What is heard of a cell. */
export const cellLabel = (name: string, facts: CellFacts): string => {
  const { target, writing, text, problem, attainment } = facts;
  const parts = [`${name}: ${target === null ? "no goal" : `goal ${figure(target, writing)}`}`];
  if (text !== null) parts.push(`unsaved: ${text === "" ? "no goal" : text}`);
  if (problem !== null) parts.push(problem);
  if (text === null && attainment?.value != null) {
    parts.push(`${whole(attainment.value)} reached`);
    const rest = needed(attainment, writing);
    if (rest !== null) parts.push(`${rest} needed`);
  }
  return parts.join(", ");
};

export const SheetCell = memo((facts: CellFacts) =>
  facts.text === null && facts.problem === null ? <Saved {...facts} /> : <Unsaved {...facts} text={facts.text ?? ""} />,
);

interface EditorProps {
  readonly start: string;
  readonly label: string;
  readonly onDone: (text: string, key: "Enter" | "Tab" | "none", isBack: boolean) => void;
  readonly onLeave: () => void;
}

export const CellEditor = ({ start, label, onDone, onLeave }: EditorProps) => {
  const [text, setText] = useState(start);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(start.length, start.length);
  }, [start]);
  const end = (how: () => void): void => {
    if (isOver.current) return;
    isOver.current = true;
    how();
  };
  return (
    <input
      ref={input}
      className={styles.editor}
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => end(() => onDone(text, "none", false))}
      onKeyDown={(event) => {
        event.stopPropagation();
        const { key, shiftKey } = event;
        if (key === "Escape") end(onLeave);
        if (key === "Enter" || key === "Tab") {
          event.preventDefault();
          end(() => onDone(text, key, shiftKey));
        }
      }}
    />
  );
};
