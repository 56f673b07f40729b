/** A workspace opened to be asked: its facts kept up to date, its files out of reach of any statement. */
import { catalogue } from "../kpis/index.ts";
import { createAsker } from "../query/index.ts";
import { openWorkspace } from "../storage/index.ts";
import { goalRecords } from "./goal-rows.ts";
import { factsOfInstants, keepFacts } from "./kept-facts.ts";
import { loaderOf } from "./loader.ts";
import type { Asking, Hearing } from "./parts.ts";

/** Problems: those of `openWorkspace`, and `empty_workspace`. */
export const askWorkspace = async (folder: string, { progress, onMessage }: Hearing): Promise<Asking> => {
  const workspace = await openWorkspace(folder, { load: loaderOf(() => {}), onMessage });
  try {
    const session = await workspace.session();
    const watermark = await keepFacts(session, workspace, Date.now(), progress);
    const instants = factsOfInstants(session, workspace, watermark, progress);
    const asker = await createAsker({
      runner: session,
      config: workspace.config,
      catalogue,
      watermark,
      factsAt: instants.at,
    });
    return {
      asker,
      goals: () => goalRecords(session),
      async [Symbol.asyncDispose]() {
        progress.end();
        await instants.drop();
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
