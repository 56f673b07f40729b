/** What was found wrong with the data, what it does to the numbers, and the records. */
import { Button, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { findingQuery, findingsQuery, useKept } from "../../api/queries.ts";
import type { FindingGroup } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useCatalogue } from "../../parts/useFacts.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { Icon } from "../../shell/icons.tsx";
import { countText } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import styles from "./Findings.module.css";

const pageLength = 25;

const Listed = ({ code, offset }: { readonly code: string; readonly offset: number }) => {
  const change = useChangeSearch();
  const query = useKept(findingQuery(code, pageLength, offset));
  return (
    <Asked query={query} height={200}>
      {({ findings, total }) => (
        <>
          <div className={styles.table}>
            <table>
              <caption className="visually-hidden">Findings of {code}</caption>
              <thead>
                <tr>
                  {["Record", "Table", "Where", "Value", "Reason"].map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {findings.map((one) => (
                  <tr key={JSON.stringify(one)}>
                    <td>{one.record ?? "–"}</td>
                    <td>{one.table ?? "–"}</td>
                    <td>
                      {one.file ?? "–"}
                      {one.line === null ? "" : `, line ${one.line}`}
                      {one.column === null ? "" : `, ${one.column}`}
                    </td>
                    <td>{one.value ?? "–"}</td>
                    <td>{one.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {total <= pageLength ? null : (
            <div className={styles.pager}>
              <Button
                size="compact-xs"
                variant="default"
                disabled={offset === 0}
                onClick={() => change({ offset: offset - pageLength <= 0 ? undefined : String(offset - pageLength) })}
              >
                Before
              </Button>
              <span>
                {countText(offset + 1)} to {countText(Math.min(total, offset + pageLength))} of {countText(total)}
              </span>
              <Button
                size="compact-xs"
                variant="default"
                disabled={offset + pageLength >= total}
                onClick={() => change({ offset: String(offset + pageLength) })}
              >
                Next
              </Button>
            </div>
          )}
        </>
      )}
    </Asked>
  );
};

const Group = ({
  group,
  isOpen,
  offset,
}: {
  readonly group: FindingGroup;
  readonly isOpen: boolean;
  readonly offset: number;
}) => {
  const change = useChangeSearch();
  const kpis = useCatalogue();
  const touched = group.kpis.map((id) => kpis.find((kpi) => kpi.id === id)?.name ?? id);
  return (
    <li className={styles.item}>
      <UnstyledButton
        className={styles.head}
        aria-expanded={isOpen}
        onClick={() => change({ finding: isOpen ? undefined : group.code, offset: undefined })}
      >
        <span className={styles.count}>{countText(group.count)}</span>
        <span className={styles.meaning}>
          {group.meaning === "" ? capital(group.code.replaceAll("_", " ")) : group.meaning}
          <small>{group.remedy}</small>
        </span>
        <span className={styles.touched}>
          {touched.length === 0
            ? "touches no figure"
            : touched.length > 4
              ? `touches ${touched.length} KPIs`
              : touched.join(", ")}
        </span>
        <span className={`${styles.arrow} ${isOpen ? styles.opened : ""}`}>
          <Icon name="right" size={14} />
        </span>
      </UnstyledButton>
      {isOpen ? (
        <div className={styles.body}>
          <Listed code={group.code} offset={offset} />
        </div>
      ) : null}
    </li>
  );
};

export const Findings = () => {
  const query = useQuery(findingsQuery);
  const search = usePageSearch();
  const open = typeof search.finding === "string" ? search.finding : null;
  const offset = Math.max(0, Number(search.offset ?? 0) || 0);
  return (
    <Card
      title="Findings"
      note="Rows and records that do not make sense as they are. Nothing is dropped in silence: each is here."
    >
      <Asked query={query}>
        {({ groups }) =>
          groups.length === 0 ? (
            <Nothing title="Nothing was found wrong." />
          ) : (
            <ul className={styles.list}>
              {groups.map((group) => (
                <Group key={group.code} group={group} isOpen={group.code === open} offset={offset} />
              ))}
            </ul>
          )
        }
      </Asked>
    </Card>
  );
};
