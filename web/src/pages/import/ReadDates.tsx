/** Dates that are not written year first, and how they are read. */
import { Fragment } from "react";
import type { ReadDates as Dates } from "../../api/imports.ts";
import styles from "./Import.module.css";
import { readDates } from "./words.ts";

/** Columns of one file that are read alike, each once: its dates may fill several tables. */
const alike = (dates: readonly Dates[]): readonly (readonly Dates[])[] => {
  const found = new Map<string, readonly Dates[]>();
  for (const one of dates) {
    const key = JSON.stringify([one.file, one.read]);
    const others = found.get(key) ?? [];
    if (!others.some(({ column }) => column === one.column)) found.set(key, [...others, one]);
  }
  return [...found.values()];
};

export const ReadDates = ({ dates, isDone }: { readonly dates: readonly Dates[]; readonly isDone: boolean }) =>
  alike(dates).map(([first, ...others]) =>
    first === undefined ? null : (
      <p key={`${first.file} ${first.read}`} className={styles.note}>
        {first.file}: dates in <b>{first.column}</b>
        {others.map(({ column }, index) => (
          <Fragment key={column}>
            {index === others.length - 1 ? " and " : ", "}
            <b>{column}</b>
          </Fragment>
        ))}{" "}
        {isDone ? "were" : "are"} read {readDates(first.read)}.
      </p>
    ),
  );
