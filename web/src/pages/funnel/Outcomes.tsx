/** What became of those that reached a stage: four ends that add up, each opening its records. */
import type { PartName, Row } from "../../api/types.ts";
import type { Opened } from "../../records/address.ts";
import { useOpenRecords } from "../../records/useRecords.ts";
import { countText } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import styles from "./Outcomes.module.css";
import { outcomes } from "./steps.ts";

interface Props {
  readonly row: Row;
  readonly name: string;
  readonly recordsOf: (part: PartName, words: string) => Opened;
}

export const Outcomes = ({ row, name, recordsOf }: Props) => {
  const open = useOpenRecords();
  return (
    <span className={styles.ends}>
      {outcomes.map(({ name: part, words }) => {
        const count = row.more[part] ?? 0;
        if (count === 0 || row.n === 0) return null;
        const label = `${name}: ${countText(count)} ${words}`;
        return (
          <button
            key={part}
            type="button"
            className={`${styles.end} ${styles[part] ?? ""}`}
            style={{ width: `${(count / row.n) * 100}%` }}
            aria-label={`${label}. Show the records`}
            title={label}
            onClick={() => open(recordsOf(part, words))}
          />
        );
      })}
    </span>
  );
};

export const OutcomesLegend = () => (
  <ul className={styles.legend} aria-label="What became of them">
    {outcomes.map(({ name, words }) => (
      <li key={name}>
        <span className={`${styles.swatch} ${styles[name] ?? ""}`} aria-hidden="true" />
        {capital(words)}
      </li>
    ))}
  </ul>
);
