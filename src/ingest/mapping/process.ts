/** The process that an export tells: its pipelines and stages, offered for the user to confirm. */
import type { Session } from "../../engines/index.ts";
import { stagesOfAnswers } from "../../model/config-rules.ts";
import { tableNamed } from "../../model/tables.ts";
import { name, type Sql, sql } from "../../sql/index.ts";
import type { GivenFile } from "../read/files.ts";
import { stageFiles } from "../read/stage.ts";
import type { Mapping, ProcessOffer } from "./schema.ts";

interface ToldStage extends Record<string, string | number | null> {
  readonly stage_id: string;
  readonly name: string | null;
  readonly of: "lead" | "opportunity";
  readonly pipeline_id: string | null;
  readonly pipeline: string | null;
  readonly category: "open" | "hold" | "won" | "lost" | "no_decision" | "void" | null;
}

type Pipelines = NonNullable<ProcessOffer["pipelines"]>;
type Stage = Pipelines[number]["stages"][number];

/**
 * In a process every stage has its own id, none of those that answers have for what is in no stage; what is declared in the mapping comes
 * before what the files say.
 */
const withStages = (declared: Pipelines, told: readonly ToldStage[]): Pipelines => {
  const seen = new Set(declared.flatMap(({ stages }) => stages.map(({ id }) => id)));
  const pipelines = new Map(declared.map((one) => [one.id, { ...one, stages: [...one.stages] }]));
  const home = declared[0]?.id ?? told.find((one) => one.pipeline_id !== null)?.pipeline_id ?? "sales";
  for (const one of told) {
    if (seen.has(one.stage_id) || stagesOfAnswers.includes(one.stage_id)) continue;
    seen.add(one.stage_id);
    const id = one.pipeline_id ?? home;
    const pipeline = pipelines.get(id) ?? { id, name: one.pipeline ?? undefined, stages: [] };
    const stage: Stage = { id: one.stage_id, name: one.name ?? one.stage_id, of: one.of };
    pipeline.stages.push(one.category === null ? stage : { ...stage, category: one.category });
    pipelines.set(id, pipeline);
  }
  return [...pipelines.values()].map((pipeline) => ({ ...pipeline, stages: inOrder(pipeline.stages) }));
};

const isOpen = ({ category }: Stage): boolean => category === undefined || category === "open" || category === "hold";

/** Leads before opportunities, what is closed at the end; else as the export has them. */
const inOrder = (stages: readonly Stage[]): Stage[] => [
  ...stages.filter(({ of }) => of === "lead"),
  ...stages.filter((stage) => stage.of === "opportunity" && isOpen(stage)),
  ...stages.filter((stage) => stage.of === "opportunity" && !isOpen(stage)),
];

/** A process needs somewhere to begin. */
const withBeginning = ([first, ...others]: Pipelines): Pipelines => {
  if (first === undefined) return [];
  const all = [first, ...others].flatMap(({ stages }) => stages);
  if (all.some((stage) => stage.of === "opportunity" && isOpen(stage))) return [first, ...others];
  const beginning: Stage = { id: "in_progress", name: "In progress", of: "opportunity" };
  return [{ ...first, stages: inOrder([...first.stages, beginning]) }, ...others];
};

const toldStages = async (
  session: Session,
  paths: readonly GivenFile[],
  mapping: Mapping,
): Promise<readonly ToldStage[]> => {
  await using _staged = await stageFiles(session, paths, { mapping, processOnly: true });
  return await session.rows<ToldStage>(sql`
    with told as (
      select "of", stage_id, recorded_at::integer as block, min(rowid) as place, mode(nullif(name, '')) as name,
        mode(nullif(pipeline_id, '')) as pipeline_id, mode(nullif(pipeline, '')) as pipeline, mode(nullif(category, '')) as category,
        mode(try_cast(position as double)) as position
      from staged.process_stages where stage_id <> '' and "of" in ('lead', 'opportunity') group by all
    ), stages as (
      select "of", stage_id, min(place) as place, ${believed("name")}, ${believed("pipeline_id")}, ${believed("pipeline")},
        ${believed("category")}, ${believed("position")}
      from told group by all
    )
    select "of", stage_id, name, pipeline_id, pipeline, category from stages
    order by "of", min(place) over (partition by pipeline_id), position nulls last, place`);
};

/** What the first block says that says anything. */
const believed = (column: string): Sql =>
  sql`arg_min(${name(column)}, block) filter (where ${name(column)} is not null) as ${name(column)}`;

/** The one currency of all its deals; null where they say none, or several. */
const toldCurrency = async (
  session: Session,
  paths: readonly GivenFile[],
  mapping: Mapping,
): Promise<string | null> => {
  const [key] = tableNamed("opportunities")?.key ?? [];
  const blocks = (mapping.tables.opportunities ?? []).flatMap((block) => {
    const { currency } = block.columns;
    const id = key === undefined ? undefined : block.columns[key];
    return currency === undefined || id === undefined || key === undefined
      ? []
      : [{ ...block, columns: { [key]: id, currency }, attributes: {}, other_columns: "drop" as const }];
  });
  if (blocks.length === 0) return null;
  await using staged = await stageFiles(session, paths, { mapping: { ...mapping, tables: { opportunities: blocks } } });
  if (!staged.tables.some(({ table, rows }) => table === "opportunities" && rows > 0)) return null;
  const told = await session.rows<{ code: string }>(
    sql`select distinct upper(trim(currency)) as code from staged.opportunities where trim(currency) <> '' limit 2`,
  );
  const [only, ...others] = told.map(({ code }) => code);
  return only !== undefined && others.length === 0 && /^[A-Z]{3}$/.test(only) ? only : null;
};

export interface OfferedProcess extends ProcessOffer {
  readonly pipelines: Pipelines;
  /** Names of the stages of which nobody says whether standing in them is open, won or lost. */
  readonly unsaid: readonly string[];
}

/** What the mapping offers, with the stages that the files tell; null when neither says any. */
export const offeredProcess = async (
  session: Session,
  paths: readonly GivenFile[],
  given: Mapping,
): Promise<OfferedProcess | null> => {
  const offer = given.process;
  if (offer === undefined) return null;
  // No stage and no currency is a date: which way round those are written need not be known yet.
  const mapping: Mapping = { ...given, date_order: "day_first" };
  const { read, ...rest } = offer;
  const told = read === undefined ? [] : await toldStages(session, paths, mapping);
  const pipelines = withBeginning(withStages(offer.pipelines ?? [], told));
  const unsaid = told.filter(({ category }) => category === null).map((one) => one.name ?? one.stage_id);
  if (pipelines.length === 0) return null;
  const currency = rest.currency ?? (await toldCurrency(session, paths, mapping)) ?? undefined;
  return { ...rest, ...(currency === undefined ? {} : { currency }), pipelines, unsaid };
};
