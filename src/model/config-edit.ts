/** Stages put into the text of a `quarterdeck.yaml`: whatever else stands there, comments too, stays as it is. */
import { type Document, isMap, isSeq, parseDocument, YAMLMap, YAMLSeq } from "yaml";
import type { Stage, StageCategory } from "./process.ts";

export interface NewStage {
  readonly id: string;
  readonly name: string;
  readonly of: Stage["of"];
  /** Absent: open. */
  readonly category?: StageCategory;
  readonly qualifies?: boolean;
}

export interface NewPipeline {
  readonly id: string;
  readonly name?: string;
  readonly stages: readonly NewStage[];
}

/** The lines of the changed text end as those of the text before did. */
const written = (document: Document, before: string): string => {
  const text = document.toString({ lineWidth: 0 });
  return before.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
};

const stageNode = (document: Document, { id, name, of, category, qualifies }: NewStage): YAMLMap => {
  const node = document.createNode({
    id,
    name,
    of,
    ...(category === undefined || category === "open" ? {} : { category }),
    ...(qualifies === true ? { qualifies } : {}),
  });
  node.flow = true;
  return node;
};

const idOf = (item: unknown): string | null => (isMap(item) ? String(item.get("id")) : null);

const isClosed = (item: unknown): boolean =>
  isMap(item) && ["won", "lost", "no_decision", "void"].includes(String(item.get("category") ?? "open"));

const isOf = (item: unknown, of: Stage["of"]): boolean => isMap(item) && String(item.get("of")) === of;

/** After the nearest stage before it that is there already, else before the nearest after it, else where its kind ends. */
const placeOf = (stages: YAMLSeq, offered: readonly NewStage[], stage: NewStage): number => {
  const at = (id: string): number => stages.items.findIndex((item) => idOf(item) === id);
  const own = offered.filter(({ of }) => of === stage.of);
  const index = own.indexOf(stage);
  const before = own.slice(0, index).findLast(({ id }) => at(id) >= 0);
  if (before !== undefined) return at(before.id) + 1;
  const after = own.slice(index + 1).find(({ id }) => at(id) >= 0);
  if (after !== undefined) return at(after.id);
  const isEnding = stage.category !== undefined && stage.category !== "open" && stage.category !== "hold";
  const last = stages.items.findLastIndex((item) => isOf(item, stage.of) && (isEnding || !isClosed(item)));
  return last >= 0 ? last + 1 : stage.of === "lead" ? 0 : stages.items.length;
};

const addTo = (document: Document, pipeline: YAMLMap, { stages: offered }: NewPipeline, known: Set<string>): void => {
  const stages = pipeline.get("stages");
  if (!isSeq(stages)) return;
  for (const stage of offered) {
    if (known.has(stage.id)) continue;
    known.add(stage.id);
    stages.items.splice(placeOf(stages, offered, stage), 0, stageNode(document, stage));
  }
};

const stagesIn = (pipeline: YAMLMap): unknown[] => {
  const stages = pipeline.get("stages");
  return isSeq(stages) ? stages.items : [];
};

/** Without the stages of these ids; a pipeline of which no stage is left goes as well. */
const takeOut = (pipelines: YAMLSeq, ids: ReadonlySet<string>): void => {
  if (ids.size === 0) return;
  for (const pipeline of pipelines.items.filter(isMap)) {
    const stages = pipeline.get("stages");
    if (isSeq(stages)) stages.items = stages.items.filter((item) => !ids.has(idOf(item) ?? ""));
  }
  pipelines.items = pipelines.items.filter((pipeline) => !isMap(pipeline) || stagesIn(pipeline).length > 0);
};

const pipelineNode = (document: Document, { id, name }: NewPipeline, fresh: readonly NewStage[]): YAMLMap => {
  const stages = new YAMLSeq();
  stages.items = fresh.map((stage) => stageNode(document, stage));
  const node = new YAMLMap();
  node.set("id", id);
  if (name !== undefined && name !== id) node.set("name", name);
  node.set("stages", stages);
  return node;
};

/**
 * Text that `parseConfig` has read. A pipeline that is the only one on both sides is the same, whatever it is called. `givingWay`: ids of
 * stages that are taken out before.
 */
export const withStages = (
  text: string,
  offered: readonly NewPipeline[],
  givingWay: ReadonlySet<string> = new Set(),
): string => {
  const document = parseDocument(text);
  const pipelines = document.get("pipelines");
  if (!isSeq(pipelines)) return text;
  takeOut(pipelines, givingWay);
  const there = pipelines.items.filter(isMap);
  const known = new Set(there.flatMap((pipeline) => stagesIn(pipeline).map((item) => idOf(item) ?? "")));
  for (const pipeline of offered) {
    const same =
      there.find((one) => idOf(one) === pipeline.id) ??
      (offered.length === 1 && there.length === 1 ? there[0] : undefined);
    if (same !== undefined) addTo(document, same, pipeline, known);
    else {
      const fresh = pipeline.stages.filter(({ id }) => !known.has(id));
      for (const { id } of fresh) known.add(id);
      if (fresh.length > 0) pipelines.add(pipelineNode(document, pipeline, fresh));
    }
  }
  return written(document, text);
};

export const withCurrency = (text: string, currency: string): string => {
  const document = parseDocument(text);
  document.set("currency", currency);
  return written(document, text);
};

/** What somebody says it means to stand in stages, by their ids. */
export const withMeanings = (text: string, said: ReadonlyMap<string, StageCategory>): string => {
  const document = parseDocument(text);
  const pipelines = document.get("pipelines");
  for (const pipeline of isSeq(pipelines) ? pipelines.items.filter(isMap) : []) {
    const stages = pipeline.get("stages");
    for (const stage of isSeq(stages) ? stages.items.filter(isMap) : []) {
      const meaning = said.get(idOf(stage) ?? "");
      if (meaning !== undefined && meaning !== "open") stage.set("category", meaning);
    }
  }
  return written(document, text);
};
