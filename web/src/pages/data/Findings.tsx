/** What was found wrong with the data, what it does to the numbers, and the records. */
import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { findingsQuery } from "../../api/queries.ts";
import type { FindingGroup } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Asked, Nothing } from "../../parts/States.tsx";
import { useCatalogue } from "../../parts/useFacts.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { Icon } from "../../shell/icons.tsx";
import { countText } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import { EffectLines, Effects } from "./Effects.tsx";
import { uncapital } from "./effects.ts";
import { FindingRecords } from "./FindingRecords.tsx";
import styles from "./Findings.module.css";
import { type Judged, useJudged } from "./useJudged.ts";

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
  const touched = group.kpis.map((id) => uncapital(kpis.find((kpi) => kpi.id === id)?.name ?? id));
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

const Note = ({ state }: { readonly state: Judged["state"] }) => {
  if (state === "judged")
    return "The greatest effect on the last twelve months first, measured by the width of the KPI's 95% interval. Each finding by itself: effects do not add up.";
  if (state === "failed") return "What some of them do to the numbers could not be worked out.";
  return (
    <span role="status" aria-label="Loading effects">
      What each does to the numbers is being worked out.
    </span>
  );
};

export const Findings = () => {
  const query = useQuery(findingsQuery);
  const { groups: judged, state } = useJudged(query.data?.groups);
  const search = usePageSearch();
  const open = typeof search.finding === "string" ? search.finding : null;
  const offset = Math.max(0, Number(search.offset ?? 0) || 0);
  return (
    <Card title="Findings" note={<Note state={state} />}>
      <Asked query={query}>
        {({ groups }) =>
          groups.length === 0 ? (
            <Nothing title="Nothing was found wrong." />
          ) : (
            <ul className={styles.list}>
              {judged.map((group) => (
                <Group key={group.code} group={group} isOpen={group.code === open} offset={offset} />
              ))}
            </ul>
          )
        }
      </Asked>
    </Card>
  );
};
