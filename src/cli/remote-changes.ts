/** A workspace that a running server has open, changed and looked through by it: files are sent there, and loaded as one import. */
import { createReadStream } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { type GivenFile, inputFiles } from "../ingest/read/files.ts";
import { openContainers } from "../ingest/read/index.ts";
import { sortedByEffect } from "../insights/index.ts";
import { Problem } from "../problem.ts";
import type { Finding } from "../reports/table/findings.ts";
import type {
  FindingEffects,
  FindingList,
  Findings,
  ImportToLoad,
  Loaded,
  MissingDeleted,
  Upload,
  WrittenTables,
} from "../server/types.ts";
import { type Calling, callingTo } from "./calling.ts";
import { type Form, formNamed } from "./form.ts";
import type { FindingPage, Hearing, Imported, Importing, ImportRequest, TakenProcess, Understood } from "./parts.ts";
import { goalsOf, servedConfig } from "./remote.ts";
import { peopleOnServer, tryOnServer } from "./remote-trial.ts";

/** What the server hands out at once. */
const mostFindings = 1000;

const formOf = (form: Form): Pick<ImportToLoad, "as" | "mapping"> =>
  form === undefined
    ? {}
    : form === null
      ? { as: "canonical" }
      : { mapping: { name: form.name, text: form.text ?? "" } };

interface LoadOptions {
  readonly full?: boolean;
  readonly onUnderstood?: (understood: Understood) => void;
}

interface ToSend {
  readonly name: string;
  readonly content: () => Readable;
}

const sending = async (
  { send }: Calling,
  files: readonly ToSend[],
  onFile: (index: number) => void,
): Promise<ImportToLoad["files"]> => {
  const sent: { name: string; upload: string }[] = [];
  for (const [index, { name, content }] of files.entries()) {
    onFile(index);
    sent.push({ name, upload: (await send<Upload>("/imports/files", content())).upload });
  }
  return sent;
};

/** What was begun at the server is not waited for. `isServed`: it has all files and goes on. */
const unlessBrokenOff = async <Result>(
  signal: AbortSignal | undefined,
  isServed: boolean,
  work: Promise<Result>,
): Promise<Result> => {
  if (signal === undefined) return work;
  const brokenOff = new Problem("broken_off", { batch: null, isServed });
  let breakOff = (): void => {};
  const broken = new Promise<never>((_, reject) => {
    breakOff = () => reject(brokenOff);
  });
  if (signal.aborted) breakOff();
  signal.addEventListener("abort", breakOff, { once: true });
  try {
    return await Promise.race([work, broken]);
  } finally {
    signal.removeEventListener("abort", breakOff);
  }
};

const contents = async (files: readonly GivenFile[]): Promise<readonly ToSend[]> =>
  (await inputFiles(files)).map(({ name, path }) => ({ name, content: () => createReadStream(path) }));

/** The process that the files tell, taken by the server. Problems: those of reading, `bad_config`. */
export const takeOnServer = async (
  folder: string,
  address: string,
  request: ImportRequest,
  { said, chosen: stages, currency }: Omit<TakenProcess, "pipelines">,
): Promise<void> => {
  const calling = callingTo(folder, address);
  await using opened = await openContainers(request.paths, process.stdin);
  const form = formOf(await formNamed(request));
  const files = await sending(calling, await contents(opened.files), () => {});
  const meanings = [...said].map(([stage, category]) => ({ stage, category }));
  await calling.post("/imports/process", { files, ...form, meanings, stages, currency });
};

/** Problems: those of importing, `bad_config` where the server read another one, and `workspace_locked` when the server is gone. */
export const changeServer = async (
  folder: string,
  address: string,
  { progress, signal }: Hearing,
): Promise<Importing> => {
  const calling = callingTo(folder, address);
  const { get, post, receive, remove } = calling;
  /** Of the last import that was said to be whole. */
  let whole: number | null = null;
  const load = async (
    toSend: readonly ToSend[],
    form: Form,
    { full = false, onUnderstood = () => {} }: LoadOptions = {},
  ): Promise<Imported> => {
    const onFile = (index: number) => progress.show("sending the files to the server", index, toSend.length + 1);
    const sent = await unlessBrokenOff(signal, false, sending(calling, toSend, onFile));
    progress.show("loading", toSend.length, toSend.length + 1);
    const body = { files: sent, ...formOf(form), ...(full ? { full } : {}) } satisfies ImportToLoad;
    const { understood, imported } = await unlessBrokenOff(signal, true, post<Loaded>("/imports", body));
    progress.end();
    onUnderstood(understood);
    const { missing, ...became } = imported;
    if (!full) return became;
    whole = became.batch;
    return { ...became, missing: missing.map(({ deletable: _deletable, ...one }) => one) };
  };
  const listed = async (code: string, { limit, offset }: { limit: number; offset: number }) => {
    const rows: Finding[] = [];
    for (;;) {
      const page = await get<FindingList>(`/findings/${encodeURIComponent(code)}`, {
        limit: String(Math.min(mostFindings, limit - rows.length)),
        offset: String(offset + rows.length),
      });
      rows.push(...page.findings);
      if (page.findings.length === 0 || rows.length >= limit) return { listed: rows, total: page.total };
    }
  };
  return {
    config: await servedConfig(folder, calling),
    import: async (request, onUnderstood) => {
      await using opened = await openContainers(request.paths, process.stdin);
      const form = await formNamed(request);
      return await load(await contents(opened.files), form, { full: request.full, onUnderstood });
    },
    rehearse: async (request, onUnderstood) => {
      await using opened = await openContainers(request.paths, process.stdin);
      const form = formOf(await formNamed(request));
      const onFile = (index: number) =>
        progress.show("sending the files to the server", index, opened.files.length + 1);
      const files = await unlessBrokenOff(signal, false, sending(calling, await contents(opened.files), onFile));
      progress.show("trying it out", 0, 1);
      const full = request.full === true ? { full: true } : {};
      const trial = tryOnServer(calling, { files, ...form, ...full }, onUnderstood);
      const outcome = await unlessBrokenOff(signal, false, trial);
      progress.end();
      return outcome;
    },
    knownPeople: () => peopleOnServer(calling),
    deleteMissing: async (tables) => {
      const { batch, deleted } = await post<MissingDeleted>("/imports/missing", { batch: whole ?? 0, tables });
      const counts = deleted.map(({ table, records }) => ({
        ...{ table, read: records, new: 0, changed: records, unchanged: 0, rejected: 0 },
      }));
      return { batch, tables: counts, findings: [], rejected: 0 };
    },
    write: (files) =>
      load(
        files.map(({ name, content }) => ({ name, content: () => Readable.from([content]) })),
        null,
      ),
    findings: async (code, page): Promise<FindingPage> => {
      const found = await get<Findings>("/findings", { effects: "no" });
      const known = found.groups.map((group) => group.code);
      const effects = new Map<string, FindingEffects["effects"]>();
      progress.show("asking what it does to the numbers", 0, 1);
      // One by one, so that nobody waits long behind them.
      for (const one of code === null ? known : known.filter((other) => other === code))
        effects.set(one, (await get<FindingEffects>(`/findings/${encodeURIComponent(one)}/effects`)).effects);
      progress.end();
      const groups = sortedByEffect(found.groups, effects).map(
        ({ meaning: _meaning, remedy: _remedy, kpis: _kpis, effects: _effects, ...group }) => ({
          ...group,
          effects: effects.get(group.code) ?? [],
        }),
      );
      return code === null || !known.includes(code)
        ? { groups, listed: [], total: found.total }
        : { groups, ...(await listed(code, page)) };
    },
    goals: () => goalsOf(calling),
    export: async (to) => {
      progress.show("writing the tables", 0, 1);
      const { id, tables } = await post<WrittenTables>("/tables", {});
      await mkdir(to, { recursive: true });
      for (const [index, { table }] of tables.entries()) {
        progress.show("fetching the tables from the server", index, tables.length);
        await receive(`/tables/${id}/${table}`, join(to, `${table}.csv`));
      }
      await remove(`/tables/${id}`);
      await copyFile(join(folder, "quarterdeck.yaml"), join(to, "quarterdeck.yaml"));
      return tables.map(({ table, rows }) => ({ table, rows }));
    },
    async [Symbol.asyncDispose]() {
      progress.end();
    },
  };
};
