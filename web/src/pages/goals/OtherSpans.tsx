/** Goals whose dates meet the span but are not its own: they are in other sheets. */
import type { Goal } from "../../api/types.ts";
import { PageLink } from "../../parts/PageLink.tsx";
import { dayAfter, rangeText } from "../../words/dates.ts";
import styles from "./GoalsPage.module.css";
import { ownSpan, type Span, type SpanKind } from "./periods.ts";

interface Props {
  readonly goals: readonly Goal[];
  readonly span: Span;
  readonly kinds: readonly SpanKind[];
}

export const OtherSpans = ({ goals, span, kinds }: Props) => {
  const dates = new Map(
    goals
      .filter(
        ({ starts_on, ends_on, target }) => target !== null && starts_on <= span.ends_on && ends_on >= span.starts_on,
      )
      .map((goal) => [`${goal.starts_on} ${goal.ends_on}`, goal]),
  );
  dates.delete(`${span.starts_on} ${span.ends_on}`);
  if (dates.size === 0) return null;
  return (
    <p className={styles.others}>
      Goals of other dates meet this one, too:{" "}
      {[...dates.values()].slice(0, 8).map((goal, index) => {
        const own = ownSpan(goal, kinds);
        const name = own?.name ?? rangeText(goal.starts_on, dayAfter(goal.ends_on));
        return (
          <span key={name}>
            {index === 0 ? "" : ", "}
            {own === null ? (
              name
            ) : (
              <PageLink to="/goals" search={{ span: own.words }}>
                {name}
              </PageLink>
            )}
          </span>
        );
      })}
    </p>
  );
};
