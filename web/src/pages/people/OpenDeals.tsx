/** What is open of each, stage by stage: as long as there are opportunities, each stage in one shade throughout. */
import type { Row } from "../../api/types.ts";
import legend from "../../parts/Legend.module.css";
import { countText } from "../../words/figures.ts";
import type { Member } from "./groups.ts";
import styles from "./People.module.css";
import type { Shade } from "./shades.ts";

const lookOf = (shade: Shade | undefined) => ({
  className: `${styles.segment} ${shade?.opacity == null ? styles.aside : ""}`,
  style: { ["--shade" as string]: shade?.opacity ?? 1 },
});

interface Props {
  readonly rows: readonly Row[];
  readonly member: Member;
  /** The longest of all. */
  readonly most: number;
  readonly shades: readonly Shade[];
  /** How many of the rows' opportunities are open: others stand beside. */
  readonly count: number;
  readonly open: (row: Row) => void;
}

export const OpenDeals = ({ rows, member, most, shades, count, open }: Props) => {
  const ordered = shades.flatMap((shade) => {
    const row = rows.find(({ keys }) => (keys.stage ?? "") === shade.id);
    const word = shade.opacity === null && shade.id !== "unknown" ? "" : " open";
    return row === undefined ? [] : [{ row, look: lookOf(shade), word }];
  });
  return (
    <td className={styles.open}>
      <span className={styles.deals}>
        <span>{count === 0 ? "–" : countText(count)}</span>
        <span className={styles.segments}>
          {ordered.map(({ row, look, word }) => {
            const label = `${row.labels.stage}, ${member.name}: ${countText(row.value ?? 0)}${word}`;
            return (
              <button
                key={row.keys.stage}
                type="button"
                className={look.className}
                style={{ ...look.style, width: `${((row.value ?? 0) / (most || 1)) * 100}%` }}
                aria-label={label}
                title={label}
                onClick={() => open(row)}
              />
            );
          })}
        </span>
      </span>
    </td>
  );
};

export const ShadesLegend = ({ shades }: { readonly shades: readonly Shade[] }) =>
  shades.length === 0 ? null : (
    <ul className={legend.legend} aria-label="Open opportunities by stage">
      {shades.map((shade) => {
        const { className, style } = lookOf(shade);
        return (
          <li key={shade.id}>
            <span className={`${legend.swatch} ${className} ${styles.key}`} style={style} aria-hidden="true" />
            {shade.label}
          </li>
        );
      })}
    </ul>
  );
