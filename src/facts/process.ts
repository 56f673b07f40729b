/** The declared stages, numbered as the data numbers them: category, and the rung of the ladder they are. */
import { join, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { category, type FactsContext, fact, objects } from "./context.ts";

/** A declared stage as the facts know it. `rung` counts the open stages of one ladder from 1. */
export interface DeclaredStage {
  readonly id: string;
  readonly name: string;
  readonly pipeline: string;
  readonly pipelineName: string;
  readonly object: number;
  readonly category: number;
  readonly rung: number | null;
  readonly position: number;
  readonly qualifies: boolean;
}

const declaredStages = (config: FactsContext["config"]): readonly DeclaredStage[] => {
  let position = 0;
  return config.pipelines.flatMap((pipeline) => {
    const rungs = { lead: 0, opportunity: 0 };
    const firstOpen = pipeline.stages.find((stage) => stage.of === "opportunity" && stage.category === "open");
    const declaresQualifying = pipeline.stages.some((stage) => stage.qualifies);
    return pipeline.stages.map((stage) => ({
      id: stage.id,
      name: stage.name,
      pipeline: pipeline.id,
      pipelineName: pipeline.name,
      object: objects[stage.of],
      category: category[stage.category],
      rung: stage.category === "open" ? ++rungs[stage.of] : null,
      position: position++,
      qualifies: declaresQualifying ? stage.qualifies : stage === firstOpen,
    }));
  });
};

const values = (rows: readonly Sql[]): Sql => join(rows, ", ");

/** Numbers for stages and pipelines that the process declares and the data has not met yet. */
const number = async (runner: Runner, dictionary: Sql, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  const given = values(ids.map((id, index) => sql`(${id}, ${whole(index)})`));
  await runner.run(sql`insert into ${dictionary}
    select (select coalesce(max(no), 0) from ${dictionary}) + row_number() over (order by position), id
    from (values ${given}) as given(id, position)
    where id not in (select id from ${dictionary} where id is not null)`);
};

/** Those that the process declared once and no record names: whoever asks for one is told that there is none. `held`: numbers that records name, as `no`. */
const forget = async (runner: Runner, dictionary: Sql, declared: readonly string[], held: Sql): Promise<void> => {
  const isLeft = sql`id not in (${join(
    declared.map((id) => sql`${id}`),
    ", ",
  )})`;
  const [left] = await runner.rows(sql`select count(*) as n from ${dictionary} where ${isLeft}`);
  if (Number(left?.n ?? 0) === 0) return;
  await runner.run(
    sql`delete from ${dictionary} where ${isLeft} and no not in (select no from (${held}) where no is not null)`,
  );
};

const heldStages = sql`select stage_no as no from leads union all select stage_no from opportunities
  union all select stage_no from stage_changes union all select from_stage_no from stage_changes
  union all select try_cast(value as integer) from field_versions where field = 'stage_no'`;

/** `process_stages`: one row per declared stage; `ladders`: each pipeline's rungs, the last one being won (or linked). */
export const buildProcess = async (runner: Runner, context: FactsContext): Promise<void> => {
  const stages = declaredStages(context.config);
  const ids = stages.map((stage) => stage.id);
  await forget(runner, sql`stage_ids`, ids, heldStages);
  await number(runner, sql`stage_ids`, ids);
  const pipelines = context.config.pipelines.map((pipeline) => pipeline.id);
  await forget(runner, sql`pipeline_ids`, pipelines, sql`select pipeline_no as no from opportunities`);
  await number(runner, sql`pipeline_ids`, pipelines);
  const rows = values(
    stages.map(
      (stage) =>
        sql`(${stage.id}, ${stage.name}, ${stage.pipeline}, ${stage.pipelineName}, ${whole(stage.object)}, ${whole(stage.category)}, ${
          stage.rung === null ? sql`null` : whole(stage.rung)
        }, ${whole(stage.position)}, ${sql`${stage.qualifies ? sql`true` : sql`false`}`})`,
    ),
  );
  await runner.run(sql`create or replace table ${fact(context, "process_stages")} as
    select s.no as stage_no, d.id, d.name, p.no as pipeline_no, d.pipeline_name, d.object::tinyint as object, d.category::tinyint as category,
      d.rung::tinyint as rung, d.position::smallint as position, d.qualifies
    from (values ${rows}) as d(id, name, pipeline, pipeline_name, object, category, rung, position, qualifies)
    join stage_ids s on s.id = d.id join pipeline_ids p on p.id = d.pipeline`);
  // A ladder ends with won (an opportunity) or linked (a lead): one rung above its last open stage.
  await runner.run(sql`create or replace table ${fact(context, "ladders")} as
    select object, pipeline_no, stage_no, rung, qualifies from ${fact(context, "process_stages")} where rung is not null
    union all
    select object, pipeline_no, null, (max(rung) + 1)::tinyint, false from ${fact(context, "process_stages")} where rung is not null
    group by object, pipeline_no`);
};

/** The highest rung of any ladder below won or linked; 1 at least. */
export const highestRung = (context: FactsContext, object: 0 | 1): number =>
  Math.max(1, ...declaredStages(context.config).map((stage) => (stage.object === object ? (stage.rung ?? 0) : 0)));

/** The pipeline of opportunities that name none, and of all leads: the first one that has stages for them. */
export const firstPipeline = (context: FactsContext, object: 0 | 1 = 1): Sql => {
  const { pipelines } = context.config;
  const kind = object === 0 ? "lead" : "opportunity";
  const own =
    object === 0 ? pipelines.find((pipeline) => pipeline.stages.some((stage) => stage.of === kind)) : pipelines[0];
  return sql`(select no from pipeline_ids where id = ${(own ?? pipelines[0])?.id ?? ""})`;
};
