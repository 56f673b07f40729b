/** A workspace opened to be asked: its facts kept up to date, its files out of reach of any statement. */
import { factsByInstant } from "../facts/index.ts";
import { catalogue } from "../kpis/index.ts";
import { Problem } from "../problem.ts";
import { createAsker } from "../query/index.ts";
import { type Loader, openWorkspace } from "../storage/index.ts";
import { currentFacts } from "./facts.ts";
import { goalRecords } from "./goal-rows.ts";
import type { LoadedReport } from "./loader.ts";
import type { Asking, Hearing } from "./parts.ts";

/** Problems: those of `openWorkspace`, and `empty_workspace`. */
export const askWorkspace = async (folder: string, { progress, onMessage }: Hearing): Promise<Asking> => {
  // Reading files is needed only where an import was cut short: a question does not wait for its code.
  const load: Loader<LoadedReport> = async (step) => (await import("./loader.ts")).loaderOf({})(step);
  const workspace = await openWorkspace(folder, { load, onMessage });
  try {
    const { config, version } = workspace;
    const session = await workspace.session();
    const watermark = await currentFacts(session, { config, ...version, now: Date.now() }, progress);
    if (watermark === null) throw new Problem("empty_workspace", { folder });
    const factsAt = factsByInstant(session, config, watermark);
    const others = async () => [await workspace.session()];
    const asker = await createAsker({ runner: session, others, config, catalogue, watermark, factsAt });
    return {
      asker,
      goals: () => goalRecords(session),
      async [Symbol.asyncDispose]() {
        progress.end();
        await session[Symbol.asyncDispose]();
        await workspace.close();
      },
    };
  } catch (error) {
    progress.end();
    await workspace.close();
    throw error;
  }
};
