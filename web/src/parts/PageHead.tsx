/** The page's title, what it is about, and what can be done with it. */
import { type ReactNode, useEffect } from "react";
import { isolated } from "../words/isolated.ts";
import styles from "./PageHead.module.css";

interface Props {
  readonly title: string;
  readonly note?: ReactNode;
  /** The period in words, in a line of its own; `null`: not known yet, and its place is kept. */
  readonly period?: string | null;
  readonly tools?: ReactNode;
}

export const PageHead = ({ title, note, period, tools }: Props) => {
  useEffect(() => {
    document.title = `${title} · Quarterdeck`;
  }, [title]);
  return (
    <header className={styles.head}>
      <div>
        <h1>{title}</h1>
        {note === undefined ? null : (
          <p className={styles.note}>
            {typeof note === "string" ? isolated(note) : note}
            {period === undefined ? null : <span className={styles.period}>{period ?? "\u00a0"}</span>}
          </p>
        )}
      </div>
      {tools === undefined ? null : <div className={styles.tools}>{tools}</div>}
    </header>
  );
};
