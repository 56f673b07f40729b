/** What was found wrong with the data, what it does to the numbers, and the records. */
import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findingsQuery } from "../../api/queries.ts";
import { Card } from "../../parts/Card.tsx";
import { Asked, Bones, Nothing, Waiting } from "../../parts/States.tsx";
import { useCatalogue } from "../../parts/useFacts.ts";
import { useChangeSearch, usePageSearch } from "../../scope/useScope.ts";
import { Icon } from "../../shell/icons.tsx";
import { countText } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import { EffectLines, Effects } from "./Effects.tsx";
import { uncapital } from "./effects.ts";
import { FindingRecords } from "./FindingRecords.tsx";
import styles from "./Findings.module.css";
import { type Judged, type JudgedGroup, useJudged } from "./useJudged.ts";

const touchedText = (names: readonly string[]): string => {
  if (names.length === 0) return "Touches no figure";
  return names.length > 4 ? `Touches ${names.length} KPIs` : `Touches ${names.join(", ")}`;
};

const Group = ({
  group,
  isOpen,
  offset,
}: {
  readonly group: JudgedGroup;
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
          {group.effects.length > 0 ? (
            <EffectLines effects={group.effects} />
          ) : (
            <span className={`${styles.effect} ${styles.touched}`}>{touchedText(touched)}</span>
          )}
        </span>
        <span className={`${styles.arrow} ${isOpen ? styles.opened : ""}`}>
          <Icon name="right" size={14} />
        </span>
      </UnstyledButton>
      {isOpen ? (
        <div className={styles.body}>
          <p className={styles.remedy}>
            <b>At the source</b> {group.remedy}
          </p>
          {group.isWaiting && touched.length > 0 ? <Waiting height={22 + 27 * (1 + touched.length)} /> : null}
          <Effects effects={group.effects} />
          <FindingRecords code={group.code} offset={offset} count={group.count} />
        </div>
      ) : null}
    </li>
  );
};

const sortedText =
  "The greatest effect on the last twelve months first, measured by the width of the KPI's 95% interval. Each finding by itself: effects do not add up.";

const Note = ({ state }: { readonly state: Judged["state"] }) => {
  if (state === "judged") return sortedText;
  if (state === "failed") return "What some of them do to the numbers could not be worked out.";
  return (
    <span className={styles.note}>
      {state === "waiting" ? (
        <span role="status" aria-label="Loading effects">
          What each does to the numbers is being worked out.
        </span>
      ) : (
        <span>What each does to the numbers is known: the greatest effect comes first once you leave the list.</span>
      )}
      {/* What follows has its lines. */}
      <span aria-hidden="true">{sortedText}</span>
    </span>
  );
};

/** Findings that are not known yet: most data have about so many kinds. */
const Waits = () => (
  <ul className={styles.list} aria-hidden="true">
    {Array.from({ length: 8 }, (_, index) => String(index)).map((line) => (
      <li key={line} className={`${styles.item} ${styles.waits}`}>
        <Bones height={40} />
      </li>
    ))}
  </ul>
);

export const Findings = () => {
  const query = useQuery(findingsQuery);
  const [isRead, setRead] = useState(false);
  const { groups: judged, state } = useJudged(query.data?.groups, isRead);
  const search = usePageSearch();
  const open = typeof search.finding === "string" ? search.finding : null;
  const offset = Math.max(0, Number(search.offset ?? 0) || 0);
  return (
    <Card title="Findings" note={<Note state={state} />}>
      <Asked query={query} instead={<Waits />}>
        {() =>
          judged === null ? (
            <Waits />
          ) : judged.length === 0 ? (
            <Nothing title="Nothing was found wrong." />
          ) : (
            <ul
              className={styles.list}
              onPointerEnter={() => setRead(true)}
              onPointerLeave={() => setRead(false)}
              onFocus={() => setRead(true)}
              onBlur={() => setRead(false)}
            >
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
