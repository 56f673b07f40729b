/** A figure by stage in a small space; the stage that the tile speaks of is full. */
import type { CSSProperties } from "react";
import type { Row } from "../../api/types.ts";
import { figure, type Writing } from "../../words/figures.ts";
import styles from "./StageBars.module.css";

interface Props {
  readonly rows: readonly Row[];
  readonly told: Row | null;
  readonly writing: Writing;
  readonly isNamed: boolean;
}

/** Of a letter of a name, in heights of its letters: those of East Asia, and pictures, are as wide as high. */
const widthOf = (letter: string): number => (letter < "\u2e80" ? 0.58 : 1);

const roomOf = (name: string): number => [...name].reduce((room, letter) => room + widthOf(letter), 0);

export const StageBars = ({ rows, told, writing, isNamed }: Props) => {
  const most = Math.max(...rows.map(({ value }) => value ?? 0), Number.EPSILON);
  const room = Math.max(...rows.map(({ labels }) => roomOf(labels.stage ?? "")));
  const style = (
    isNamed ? { "--name-room": `${room}em`, "--names-room": `${rows.length * room}em` } : {}
  ) as CSSProperties;
  const text = rows.map((row) => `${row.labels.stage}: ${figure(row.value, writing)}`).join(", ");
  return (
    <>
      <div className={styles.bars} style={style} role="img" aria-label={text}>
        {rows.map((row) => (
          <div
            key={row.keys.stage}
            className={`${styles.bar} ${row === told ? styles.told : ""}`}
            style={{ height: `${((row.value ?? 0) / most) * 100}%` }}
          />
        ))}
      </div>
      {isNamed ? (
        <div className={styles.names} aria-hidden="true">
          <div className={styles.row} style={style}>
            {rows.map((row) => (
              <span key={row.keys.stage}>{row.labels.stage}</span>
            ))}
          </div>
        </div>
      ) : null}
    </>
  );
};
