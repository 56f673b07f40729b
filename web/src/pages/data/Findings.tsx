/** What was found wrong with the data, what it does to the numbers, and the records. */
import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { findingsQuery, foundQuery } from "../../api/queries.ts";
import type { FindingGroup } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useCatalogue } from "../../parts/useFacts.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { Icon } from "../../shell/icons.tsx";
import { countText } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import { EffectLines, Effects } from "./Effects.tsx";
import { FindingRecords } from "./FindingRecords.tsx";
import styles from "./Findings.module.css";

const touchedText = (names: readonly string[]): string => {
  if (names.length === 0) return "touches no figure";
  return names.length > 4 ? `touches ${names.length} KPIs` : `touches ${names.join(", ")}`;
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
          <EffectLines effects={group.effects} />
        </span>
        <span className={styles.touched}>{group.effects.length > 0 ? null : touchedText(touched)}</span>
        <span className={`${styles.arrow} ${isOpen ? styles.opened : ""}`}>
          <Icon name="right" size={14} />
        </span>
      </UnstyledButton>
      {isOpen ? (
        <div className={styles.body}>
          <p className={styles.remedy}>
            <b>At the source</b> {group.remedy}
          </p>
          <Effects effects={group.effects} />
          <FindingRecords code={group.code} offset={offset} />
        </div>
      ) : null}
    </li>
  );
};

const Note = ({ data, error }: { readonly data: unknown; readonly error: unknown }) => {
  if (data !== undefined)
    return "The greatest effect on the last twelve months first, measured by the width of the KPI's 95% interval. Each finding by itself: effects do not add up.";
  if (error !== null) return "The most frequent first: what each does to the numbers could not be worked out.";
  return (
    <span role="status" aria-label="Loading effects">
      What each does to the numbers is being worked out.
    </span>
  );
};

export const Findings = () => {
  const found = useQuery(foundQuery);
  const judged = useQuery(findingsQuery);
  // What is found is there at once; in order as soon as it is known what it does.
  const query = judged.data === undefined ? found : judged;
  const search = usePageSearch();
  const open = typeof search.finding === "string" ? search.finding : null;
  const offset = Math.max(0, Number(search.offset ?? 0) || 0);
  return (
    <Card title="Findings" note={<Note data={judged.data} error={judged.error} />}>
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
