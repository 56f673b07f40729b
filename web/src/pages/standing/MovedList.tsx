/** The short list: what moved beyond noise, worst first. */

import { filterOf } from "../../api/question.ts";
import type { ScorecardLine } from "../../api/types.ts";
import { Card } from "../../parts/Card.tsx";
import { Change } from "../../parts/Change.tsx";
import { PageLink } from "../../parts/PageLink.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import { rangeText } from "../../words/dates.ts";
import { figure } from "../../words/figures.ts";
import { isolated } from "../../words/isolated.ts";
import styles from "./MovedList.module.css";
import { movedIn } from "./moved.ts";

const longest = 9;

export const MovedList = ({ lines }: { readonly lines: readonly ScorecardLine[] }) => {
  const writing = useWriting();
  const compare = lines.find(({ answer }) => answer.question.compare !== undefined)?.answer.question.compare;
  if (compare === undefined) return null;
  const moved = movedIn(lines);
  const compared = lines.filter(({ answer: { total } }) => total.change !== undefined && total.n > 0);
  const isBefore = compared.every(({ answer }) => answer.notes.some(({ code }) => code === "begins_later"));
  return (
    <Card
      title="What moved"
      note={`Beyond what chance does, worst first, against ${rangeText(compare.from, compare.to)}`}
      label="What moved beyond noise"
    >
      {moved.length === 0 ? (
        <p className={styles.none}>
          {compared.length > 0 && isBefore
            ? "Nothing to compare with: the data begins later."
            : "Nothing moved beyond what chance does."}
        </p>
      ) : (
        <ol className={styles.list}>
          {moved.slice(0, longest).map(({ line, stage, cell }) => {
            const { unit, better, name } = line.answer.definition;
            return (
              <li key={`${line.kpi} ${stage?.id ?? ""}`}>
                <PageLink
                  to={`/kpi/${line.kpi}`}
                  className={styles.line}
                  {...(stage === null ? {} : { search: { stage: filterOf("stage", stage.id) } })}
                >
                  <span className={styles.name}>{stage === null ? name : isolated(`${name}: ${stage.label}`)}</span>
                  <span className={styles.values}>
                    {figure(cell.previous?.value ?? null, writing(unit))} → {figure(cell.value, writing(unit))}
                  </span>
                  <Change change={cell.change} better={better} writing={writing(unit)} isShort />
                </PageLink>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
};
