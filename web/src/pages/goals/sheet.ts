/** The rows and columns of the sheet: who goals are set for, and for which figures. */
import type { Goal, Kpi, Organisation, Parts, Unit } from "../../api/types.ts";

export interface ScopeRow {
  readonly scope: "company" | "team" | "person" | "campaign";
  readonly scope_id: string | null;
  readonly name: string;
  /** How far it is indented: the company is 0. */
  readonly depth: number;
}

export interface GoalColumn {
  readonly kpi: string;
  readonly variant: string;
  readonly name: string;
  /** `null` for the usual definition. */
  readonly variantName: string | null;
  readonly unit: Unit;
  readonly parts: Parts;
  readonly better: "higher" | "lower" | null;
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => a.name.localeCompare(b.name);

/** Company, teams under each other, people within; who has left only where there is a goal to see. */
export const rowsOf = (
  company: string,
  { people, teams }: Organisation,
  goals: readonly Pick<Goal, "scope" | "scope_id">[],
): readonly ScopeRow[] => {
  const aimed = new Set(goals.map(({ scope, scope_id }) => `${scope} ${scope_id}`));
  const known = new Set(teams.map(({ id }) => id));
  const shown = people.filter(({ id, active }) => active || aimed.has(`person ${id}`)).toSorted(byName);
  const seen = new Set<string>();
  const peopleOf = (team: string | null, depth: number): ScopeRow[] =>
    shown
      .filter(({ team_id }) => (team_id !== null && known.has(team_id) ? team_id : null) === team)
      .map(({ id, name }) => ({ scope: "person", scope_id: id, name, depth }));
  const teamsOf = (parent: string | null, depth: number): ScopeRow[] =>
    teams
      .filter((team) => (team.parent_id !== null && known.has(team.parent_id) ? team.parent_id : null) === parent)
      .toSorted(byName)
      .flatMap((team): ScopeRow[] => {
        if (seen.has(team.id)) return [];
        seen.add(team.id);
        return [
          { scope: "team", scope_id: team.id, name: team.name, depth },
          ...teamsOf(team.id, depth + 1),
          ...peopleOf(team.id, depth + 1),
        ];
      });
  const campaigns = [
    ...new Set(goals.flatMap(({ scope, scope_id }) => (scope === "campaign" && scope_id !== null ? [scope_id] : []))),
  ];
  return [
    { scope: "company", scope_id: null, name: company, depth: 0 },
    ...teamsOf(null, 1),
    ...peopleOf(null, 1),
    ...campaigns.map((id): ScopeRow => ({ scope: "campaign", scope_id: id, name: id, depth: 1 })),
  ];
};

const columnOf = (kpis: readonly Kpi[], id: string, variantId: string): GoalColumn | null => {
  const kpi = kpis.find((one) => one.id === id);
  const variant = kpi?.variants.find((one) => one.id === variantId);
  if (kpi === undefined || variant === undefined) return null;
  return {
    kpi: id,
    variant: variantId,
    name: kpi.name,
    variantName: variantId === "default" ? null : variant.name,
    unit: variant.unit,
    parts: variant.parts,
    better: kpi.better,
  };
};

/** Figures that goals can be set for: what has one value for a scope and is better one way. */
export const choosable = (kpis: readonly Kpi[]): readonly GoalColumn[] =>
  kpis
    .filter(({ id, by_stage, better }) => id !== "goal_attainment" && !by_stage && better !== null)
    .flatMap((kpi) => kpi.variants.flatMap(({ id }) => columnOf(kpis, kpi.id, id) ?? []));

/** The figures that have goals, in the catalogue's order, then those that were added (`kpi.variant`). */
export const columnsOf = (
  kpis: readonly Kpi[],
  goals: readonly Pick<Goal, "kpi" | "variant">[],
  added: readonly string[],
): readonly GoalColumn[] => {
  const aimed = new Set([...goals.map(({ kpi, variant }) => `${kpi}.${variant}`), ...added]);
  return kpis.flatMap((kpi) =>
    kpi.variants.flatMap(({ id }) =>
      aimed.has(`${kpi.id}.${id}`) && kpi.id !== "goal_attainment" ? (columnOf(kpis, kpi.id, id) ?? []) : [],
    ),
  );
};
