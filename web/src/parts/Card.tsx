/** One surface with one thing on it. */
import type { ReactNode } from "react";
import { isolated } from "../words/isolated.ts";
import styles from "./Card.module.css";

interface Props {
  readonly title?: ReactNode;
  /** What it shows, in a sentence. */
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  readonly label?: string;
}

export const Card = ({ title, note, tools, children, className = "", label }: Props) => (
  <section
    className={`${styles.card} ${className}`}
    aria-label={label ?? (typeof title === "string" ? title : undefined)}
  >
    {title === undefined ? null : (
      <header className={styles.head}>
        <div className={styles.title}>
          <h2>{typeof title === "string" ? isolated(title) : title}</h2>
          {note === undefined ? null : (
            <p className={styles.note}>{typeof note === "string" ? isolated(note) : note}</p>
          )}
        </div>
        {tools === undefined ? null : <div className={styles.tools}>{tools}</div>}
      </header>
    )}
    {children}
  </section>
);
