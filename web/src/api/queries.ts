/** Every question the page asks, each once, kept while its data version lasts. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { withWholeShares, withWholeSharesIn } from "../words/shares.ts";
import { ApiProblem, get, getTagged } from "./client.ts";
import { everyPage, scorecardPath } from "./paths.ts";
import { parametersOf, type Question } from "./question.ts";
import type {
  Annotation,
  Answer,
  DimensionValue,
  Effect,
  EmptyWorkspace,
  Finding,
  FindingGroup,
  Goal,
  Kpi,
  PartName,
  Records,
  Scorecard,
  ToldOrganisation,
  View,
  Workspace,
} from "./types.ts";

const query = <Result>(path: string, asShown: (told: Result) => Result = (told) => told) =>
  queryOptions({ queryKey: ["api", path], queryFn: async ({ signal }) => asShown(await get<Result>(path, signal)) });

const withData = (told: Workspace | EmptyWorkspace): Workspace => {
  if (told.watermark === null)
    throw new ApiProblem("empty_workspace", `${told.name} holds no data yet.`, "Bring in a CRM's exports.", 200);
  return told;
};

/** Problem: `empty_workspace`, where nothing has been loaded yet. */
export const workspaceQuery = queryOptions({
  queryKey: ["api", everyPage.workspace],
  queryFn: async ({ signal }) => withData(await get<Workspace | EmptyWorkspace>(everyPage.workspace, signal)),
});
export const organisationQuery = query<ToldOrganisation>(everyPage.organisation);
export const catalogueQuery = query<{ kpis: readonly Kpi[] }>(everyPage.catalogue);
export const goalsQuery = queryOptions({
  queryKey: ["api", "/goals"],
  queryFn: ({ signal }) => getTagged<{ goals: readonly Goal[] }>("/goals", signal),
});
/** What is found, there at once; what it does to the numbers takes longer, and is asked code by code. */
export const findingsQuery = query<{ total: number; groups: readonly FindingGroup[] }>("/findings?effects=no");
export const effectsQuery = (code: string) =>
  query<{ code: string; effects: readonly Effect[] }>(`/findings/${encodeURIComponent(code)}/effects`);
export const annotationsQuery = query<{ annotations: readonly Annotation[] }>("/annotations");

export const viewsQuery = query<{ views: readonly View[] }>("/views");

export const findingQuery = (code: string, limit: number, offset: number) =>
  query<{ code: string; total: number; findings: readonly Finding[] }>(
    `/findings/${encodeURIComponent(code)}?limit=${limit}&offset=${offset}`,
  );

export const valuesQuery = (dimension: string, search = "", limit = 200) =>
  query<{ values: readonly DimensionValue[]; total: number }>(
    `/dimensions/${encodeURIComponent(dimension)}/values?${new URLSearchParams({ search, limit: String(limit) })}`,
  );

export const answerQuery = ({ kpi, ...question }: Question) =>
  query<Answer>(`/kpis/${kpi}?${parametersOf(question)}`, withWholeShares);

export const recordsQuery = ({ kpi, ...question }: Question, part: PartName, limit: number, offset: number) => {
  const parameters = parametersOf(question);
  parameters.set("part", part);
  parameters.set("limit", String(limit));
  parameters.set("offset", String(offset));
  return query<Records>(`/kpis/${kpi}/records?${parameters}`);
};

export const scorecardQuery = (question: Omit<Question, "kpi">) =>
  query<Scorecard>(scorecardPath(question), withWholeSharesIn);

export const sqlQuery = ({ kpi, ...question }: Question) =>
  query<{ statements: readonly { purpose: string; text: string }[] }>(`/kpis/${kpi}/sql?${parametersOf(question)}`);

/** The answer before stays on the page, dimmed by the caller, until the next one is there. */
export const useKept = <Result>(options: ReturnType<typeof query<Result>>) =>
  useQuery({ ...options, placeholderData: keepPreviousData });
