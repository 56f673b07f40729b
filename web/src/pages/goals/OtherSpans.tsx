/** Goals whose dates meet the span but are not its own: they are in other sheets. */
import type { Goal } from "../../api/types.ts";
import { PageLink } from "../../parts/PageLink.tsx";
import { dayAfter, rangeText } from "../../words/dates.ts";
import styles from "./GoalsPage.module.css";
import { type Span, spanOfDay } from "./periods.ts";

const kinds = ["month", "quarter", "year"] as const;

const ownSpan = ({ starts_on, ends_on }: Pick<Goal, "starts_on" | "ends_on">): Span | null =>
  kinds
    .map((kind) => spanOfDay(kind, starts_on))
    .find((span) => span.starts_on === starts_on && span.ends_on === ends_on) ?? null;

export const OtherSpans = ({ goals, span }: { readonly goals: readonly Goal[]; readonly span: Span }) => {
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
        const own = ownSpan(goal);
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
