/** What a finding does to the numbers: each KPI as it is and as it would be, under each condition. */
import { Fragment } from "react";
import type { Effect, Unit } from "../../api/types.ts";
import { PageLink } from "../../parts/PageLink.tsx";
import { useWriting } from "../../parts/useFacts.ts";
import { difference, figure, percent } from "../../words/figures.ts";
import { capital } from "../../words/names.ts";
import { byCondition, isUnit, uncapital, useEffectName } from "./effects.ts";
import styles from "./Findings.module.css";

const unitOf = (unit: string): Unit => (isUnit(unit) ? unit : "count");

/** All that one condition does, in a sentence; each condition in one of its own. */
export const EffectLines = ({ effects }: { readonly effects: readonly Effect[] }) => {
  const writing = useWriting();
  const nameOf = useEffectName();
  return byCondition(effects).map((some) => (
    <span key={some[0]?.condition} className={styles.effect}>
      {some.map((effect, index) => {
        const written = writing(unitOf(effect.unit));
        const name = nameOf(effect);
        const [is, becomes] = [figure(effect.before, written), figure(effect.after, written)];
        return (
          <Fragment key={effect.kpi}>
            {index === 0 ? name : `, ${uncapital(name)}`} {is === becomes ? "stays" : `${is} →`} <b>{becomes}</b>
          </Fragment>
        );
      })}{" "}
      {some[0]?.condition}
    </span>
  ));
};

export const Effects = ({ effects }: { readonly effects: readonly Effect[] }) => {
  const writing = useWriting();
  const nameOf = useEffectName();
  return byCondition(effects).map((some) => (
    <div key={some[0]?.condition} className={styles.table}>
      <table className={styles.effects}>
        <caption>{capital(some[0]?.condition ?? "")}</caption>
        <thead>
          <tr>
            {["Last twelve months", "Is", "Would be", "Change", "Of its interval"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {some.map((effect) => {
            const written = writing(unitOf(effect.unit));
            return (
              <tr key={effect.kpi}>
                <th scope="row">
                  <PageLink to={`/kpi/${effect.kpi}`}>{nameOf(effect)}</PageLink>
                </th>
                <td>{figure(effect.before, written)}</td>
                <td>
                  <b>{figure(effect.after, written)}</b>
                </td>
                <td>{difference(effect.difference, written)}</td>
                <td>
                  {effect.size === null || effect.unit === "count"
                    ? "–"
                    : percent(effect.size, effect.size < 0.1 ? 1 : 0)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  ));
};
