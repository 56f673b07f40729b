/** What is loaded, table by table. */
import type { Workspace } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { dayText, instantText } from "../../words/dates.ts";
import { countText } from "../../words/figures.ts";
import { tableName } from "../../words/names.ts";
import styles from "./DataPage.module.css";

const extentText = ({ first, last }: Workspace["extent"]): string =>
  first === last ? `Of ${dayText(first)}` : `From ${dayText(first)} to ${dayText(last)}`;

export const Loaded = ({ workspace }: { readonly workspace: Workspace }) => (
  <Card
    title="What is loaded"
    note={`${extentText(workspace.extent)}; known up to ${instantText(workspace.watermark, workspace.timezone)} in ${workspace.timezone}`}
  >
    <dl className={styles.tables}>
      {workspace.counts
        .filter(({ rows }) => rows > 0)
        .map(({ table, rows }) => (
          <div key={table}>
            <dt>{tableName(table)}</dt>
            <dd>{countText(rows)}</dd>
          </div>
        ))}
    </dl>
  </Card>
);

/** Of a path, what tells it from its neighbours. */
const lastPart = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

export const Batches = ({ workspace }: { readonly workspace: Workspace }) => (
  <Card title="Imports" note="The newest first">
    <ol className={styles.batches}>
      {workspace.batches
        .toReversed()
        .slice(0, 12)
        .map(({ batch, accepted_at, files, rows }) => (
          <li key={batch}>
            <b>{instantText(accepted_at, workspace.timezone)}</b>
            {rows === null ? "" : `, ${countText(rows)} ${rows === 1 ? "row" : "rows"}`}
            <small>
              {files.slice(0, 4).map(lastPart).join(", ")}
              {files.length > 4 ? ` and ${files.length - 4} more files` : ""}
            </small>
          </li>
        ))}
    </ol>
  </Card>
);
