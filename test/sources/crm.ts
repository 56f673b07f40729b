/** The exports of CRMs kept here, built from their documented forms, and the process that an export tells. */
import { resolve } from "node:path";
import { openDuckDb } from "../../src/engines/index.ts";
import { offeredProcess, recognise } from "../../src/ingest/mapping/index.ts";
import { sources } from "../../src/sources/index.ts";

export const fixture = (name: string): string => resolve(import.meta.dirname, name);

/** Each stage as `pipeline: stage (category)`; `?` where the export does not say what standing in it means. */
export const toldProcess = async (folder: string): Promise<readonly string[]> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  const { mapping } = await recognise(session, [folder], sources);
  const offer = mapping === null ? null : await offeredProcess(session, [folder], mapping);
  return (offer?.pipelines ?? []).flatMap(({ id, stages }) =>
    stages.map((stage) => `${id}: ${stage.id} (${stage.category ?? "?"})`),
  );
};

export const recognisedAs = async (folder: string): Promise<string> => {
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  return (await recognise(session, [folder], sources)).name;
};
