/** A figure by stage in a small space; the stage that the tile speaks of is full. */
import type { Row } from "../../api/types.ts";
import { figure, type Writing } from "../../words/figures.ts";
import styles from "./StageBars.module.css";

interface Props {
  readonly rows: readonly Row[];
  readonly told: Row | null;
  readonly writing: Writing;
  readonly isNamed: boolean;
}

/** More names than these do not fit below their bars. */
const mostNames = 7;

export const StageBars = ({ rows, told, writing, isNamed }: Props) => {
  const most = Math.max(...rows.map(({ value }) => value ?? 0), Number.EPSILON);
  const text = rows.map((row) => `${row.labels.stage}: ${figure(row.value, writing)}`).join(", ");
  return (
    <>
      <div className={styles.bars} role="img" aria-label={text}>
        {rows.map((row) => (
          <div
            key={row.keys.stage}
            className={`${styles.bar} ${row === told ? styles.told : ""}`}
            style={{ height: `${((row.value ?? 0) / most) * 100}%` }}
          />
        ))}
      </div>
      {isNamed && rows.length <= mostNames ? (
        <div className={styles.names} aria-hidden="true">
          {rows.map((row) => (
            <span key={row.keys.stage}>{row.labels.stage}</span>
          ))}
        </div>
      ) : null}
    </>
  );
};
