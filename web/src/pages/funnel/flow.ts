/** The stages of the process as a flow: which follow each other, what stands beside it, and how broad each stream is. */
import type { Row, Stage, Workspace } from "../../api/types.ts";

export interface FlowGroup {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly Row[];
}

type Pipeline = Workspace["process"]["pipelines"][number];

const objectNames: Readonly<Record<Pipeline["object"], string>> = { lead: "Leads", opportunity: "Opportunities" };

const nameOf = (pipeline: Pipeline, all: readonly Pipeline[]): string =>
  all.filter(({ object }) => object === pipeline.object).length > 1
    ? `${objectNames[pipeline.object]}: ${pipeline.label}`
    : objectNames[pipeline.object];

/** The same stages as they are declared, before it is known what moves in them. */
export const declaredIn = (
  pipelines: readonly Pipeline[],
): readonly { readonly id: string; readonly label: string; readonly stages: readonly Stage[] }[] =>
  pipelines
    .map((pipeline) => ({
      id: `${pipeline.object} ${pipeline.id}`,
      label: nameOf(pipeline, pipelines),
      stages: pipeline.stages.filter(({ category }) => category === "open"),
    }))
    .filter(({ stages }) => stages.length > 0);

/** How many stand in a stage: the upper number of its share. */
export const standsIn = ({ num }: Pick<Row, "num">): number => num ?? 0;

/** Stages that records pass through, by pipeline in their order; `beside` are those that are none, with something in them. */
export const flowIn = (
  rows: readonly Row[],
  pipelines: readonly Pipeline[],
): { readonly groups: readonly FlowGroup[]; readonly beside: readonly Row[] } => {
  const passed = rows.filter(({ more }) => typeof more.entered === "number");
  const ofPipeline = (row: Row): Pipeline | undefined =>
    pipelines.find(({ stages }) => stages.some(({ id }) => id === row.keys.stage));
  const groups = pipelines.map((pipeline) => ({
    id: `${pipeline.object} ${pipeline.id}`,
    label: nameOf(pipeline, pipelines),
    rows: passed.filter((row) => ofPipeline(row) === pipeline),
  }));
  return {
    groups: groups.filter((group) => group.rows.length > 0),
    beside: rows.filter((row) => !passed.includes(row) && standsIn(row) > 0),
  };
};

/** Whether anything stands or moves at all. */
export const isStill = (rows: readonly Row[]): boolean =>
  rows.every((row) => standsIn(row) === 0 && (row.more.entered ?? 0) === 0 && (row.more.left ?? 0) === 0);

/** Lengths in hundredths of the picture. */
export interface Streams {
  readonly came: number;
  readonly stands: number;
  readonly advanced: number;
  readonly dropped: number;
  /** Moved back or aside. */
  readonly turned: number;
}

const at = (row: Row, name: string): number => row.more[name] ?? 0;

/** The longest of all streams: what everything is drawn against. */
export const longestOf = (rows: readonly Row[]): number =>
  Math.max(1, ...rows.flatMap((row) => [standsIn(row), at(row, "entered"), at(row, "left")]));

/** The length of the longest stream: what falls away bends to the right and needs some room there. */
export const room = 92;

export const streamsOf = (row: Row, longest: number): Streams => {
  const length = (records: number): number => (records / longest) * room;
  return {
    came: length(at(row, "entered")),
    stands: length(standsIn(row)),
    advanced: length(at(row, "advanced")),
    dropped: length(at(row, "dropped")),
    turned: length(at(row, "moved_back") + at(row, "moved_aside")),
  };
};
