/** The one place where all parts are put together. Each is read only when it is needed: `--help` waits for none of them. */
import { isProblem } from "../problem.ts";
import type { Hearing, ImportRequest, Parts } from "./parts.ts";

/** Where the server answers that has the workspace open. */
const serverOf = async (folder: string): Promise<string | null> => {
  const { ownerOfWorkspace } = await import("../storage/index.ts");
  return (await ownerOfWorkspace(folder))?.address ?? null;
};

/** Through the server that has the workspace open, also where it was still starting when we looked. */
const openedOrServed = async <Result>(
  folder: string,
  open: () => Promise<Result>,
  throughServer: (address: string) => Promise<Result>,
): Promise<Result> => {
  const address = await serverOf(folder);
  if (address !== null) return throughServer(address);
  try {
    return await open();
  } catch (error) {
    const begun = isProblem(error, "workspace_locked") ? await serverOf(folder) : null;
    if (begun === null) throw error;
    return throughServer(begun);
  }
};

const nothing = (): void => {};

/** The parts of the house, as this process has them. */
export const wired = (): Parts => ({
  ask: (folder, hearing) =>
    openedOrServed(
      folder,
      async () => (await import("./asking.ts")).askWorkspace(folder, hearing),
      async (address) => (await import("./remote.ts")).askServer(folder, address),
    ),
  open: (folder, hearing: Hearing) =>
    openedOrServed(
      folder,
      async () => (await import("./importing.ts")).openForChanges(folder, hearing),
      async (address) => (await import("./remote-changes.ts")).changeServer(folder, address, hearing),
    ),
  understand: async (request: ImportRequest) => {
    const { understand } = await import("./understanding.ts");
    return understand(request, nothing);
  },
  offeredConfig: async (folder, said) => {
    const { offeredConfig } = await import("./understanding.ts");
    return offeredConfig(folder, said);
  },
  offeredProcess: async (request) => {
    const { processOffered } = await import("./understanding.ts");
    return processOffered(request);
  },
  takeProcess: async (folder, request, taken) => {
    const address = await serverOf(folder);
    if (address !== null) return (await import("./remote-changes.ts")).takeOnServer(folder, address, request, taken);
    const { takeProcess, withCategories, withChosen } = await import("./processing.ts");
    const pipelines = withCategories(withChosen(taken.pipelines, taken.chosen ?? null), taken.said);
    await takeProcess(folder, pipelines, taken.currency ?? null);
  },
  prompts: async () => (await import("./prompts.ts")).prompts,
  server: async () => (await import("./server.ts")).server,
  keeping: async () => (await import("./keeping.ts")).keeping,
  catalogue: async () => (await import("../kpis/index.ts")).catalogue,
});
