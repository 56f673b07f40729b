/** The facts of an open workspace, brought up to date. */
import type { Session } from "../engines/index.ts";
import { keepFacts } from "../facts/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import type { Progress } from "./progress.ts";

export interface FactsOf {
  readonly config: WorkspaceConfig;
  readonly batch: number;
  readonly configHash: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The watermark of what is then in schema `facts`; null without any data. `changesKnown`: the session has just loaded the batch. */
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
      const { of, renewSums } = await summing();
      await renewSums(of, renewal);
      areRenewed = true;
    },
  });
  if (watermark !== null && did !== "kept" && !areRenewed) {
    const { of, rollUp } = await summing();
    await rollUp({ ...of, watermark, factsAt: async () => "facts" });
  }
  progress.end();
  return watermark;
};
