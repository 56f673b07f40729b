/** The facts of an open workspace, brought up to date. */
import type { Session } from "../engines/index.ts";
import { keepFacts } from "../facts/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { isShortOfMemory } from "../problem.ts";
import type { Progress } from "./progress.ts";

export interface FactsOf {
  readonly config: WorkspaceConfig;
  readonly batch: number;
  readonly configHash: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The watermark of what is then in schema `facts`; null without any data. The sums beside them are given up where memory is short. `changesKnown`: the session has just loaded the batch. */
export const currentFacts = async (
  session: Session,
  about: FactsOf,
  progress: Progress,
  changesKnown = false,
): Promise<number | null> => {
  const { config } = about;
  const summing = async () => {
    const [{ catalogue }, query] = await Promise.all([import("../kpis/index.ts"), import("../query/index.ts")]);
    return { ...query, of: { runner: session, config, catalogue } };
  };
  let areRenewed = false;
  const { watermark, did } = await keepFacts(session, {
    ...about,
    changesKnown,
    onStep: (done, of) => progress.show("working out the facts", done, of),
    aroundReplacing: async (renewal) => {
      const { of, renewSums, dropSums } = await summing();
      let isDone: boolean | null = null;
      const replace = async (): Promise<void> => {
        isDone = false;
        await renewal.replace();
        isDone = true;
      };
      try {
        await renewSums(of, { ...renewal, replace });
        areRenewed = true;
      } catch (error) {
        if (!isShortOfMemory(error)) throw error;
        await dropSums(session);
        if (isDone === false) throw error;
        if (isDone === null) await renewal.replace();
      }
    },
  });
  if (watermark !== null && did !== "kept" && !areRenewed) {
    const { of, rollUp, dropSums } = await summing();
    try {
      await rollUp({ ...of, watermark, factsAt: async () => "facts" });
    } catch (error) {
      if (!isShortOfMemory(error)) throw error;
      await dropSums(session);
    }
  }
  progress.end();
  return watermark;
};
