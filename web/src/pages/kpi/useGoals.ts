/** The goals that are set for what the page shows: this KPI and definition, for the company, the team or the person looked at. */
import { useQuery } from "@tanstack/react-query";
import { goalsQuery } from "../../api/queries.ts";
import type { Goal } from "../../api/types.ts";
import { useScope } from "../../scope/useScope.ts";
import type { AskedKpi } from "./asked.ts";

const none: readonly Goal[] = [];

/** Other filters make a part that no goal is set for. */
export const useGoals = ({ kpi, variant }: AskedKpi): readonly Goal[] => {
  const { team, person, where } = useScope();
  const { data } = useQuery(goalsQuery);
  if (data === undefined || where.length > 0 || kpi.by_stage || (team !== null && person !== null)) return none;
  const scope = team !== null ? "team" : person !== null ? "person" : "company";
  return data.goals.filter(
    (goal) =>
      goal.kpi === kpi.id &&
      goal.variant === variant.id &&
      goal.scope === scope &&
      (scope === "company" || goal.scope_id === (team ?? person)) &&
      goal.target !== null,
  );
};
