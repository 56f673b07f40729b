/** What nearly every part needs of the workspace and the catalogue. They are loaded before any page is shown. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { catalogueQuery, organisationQuery, workspaceQuery } from "../api/queries.ts";
import type { Kpi, Organisation, Row, ToldOrganisation, Unit, Workspace } from "../api/types.ts";
import type { Writing } from "../words/figures.ts";

export const useWorkspace = (): Workspace => useSuspenseQuery(workspaceQuery).data;
export const useCatalogue = (): readonly Kpi[] => useSuspenseQuery(catalogueQuery).data.kpis;

const toldApart = ({ people, teams }: ToldOrganisation): Organisation => ({
  people: people.map((one) => ({ ...one, name: one.label })),
  teams: teams.map((one) => ({ ...one, name: one.label })),
});

export const useOrganisation = (): Organisation => useSuspenseQuery({ ...organisationQuery, select: toldApart }).data;

export const useKpi = (id: string): Kpi | undefined => useCatalogue().find((kpi) => kpi.id === id);

/** How figures of a unit are written here. */
export const useWriting = (): ((unit: Unit) => Writing) => {
  const { currency } = useWorkspace();
  return (unit) => ({ unit, currency });
};

const ofWins: readonly string[] = ["win_rate", "close_rate"];

/** Whether a KPI asks how many were won where nothing can be: no stage of the process is declared as won. */
export const useNoneWins = (): ((kpi: string) => boolean) => {
  const stages = useWorkspace().process.pipelines.flatMap((pipeline) =>
    pipeline.object === "opportunity" ? pipeline.stages : [],
  );
  const noneWins = stages.length > 0 && stages.every(({ category }) => category !== "won");
  return (kpi) => noneWins && ofWins.includes(kpi);
};

/** Whose goal it is, in words. */
export const useWhose = (): ((row: Row) => string) => {
  const { name } = useWorkspace();
  const { people, teams } = useOrganisation();
  return ({ labels }) => {
    if (labels.scope === "company") return name;
    const known = labels.scope === "team" ? teams : labels.scope === "person" ? people : [];
    return known.find(({ id }) => id === labels.scope_id)?.name ?? labels.scope_id ?? "";
  };
};
