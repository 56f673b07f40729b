/** A workspace that a running server has open, changed and looked through by it: files are sent there, and loaded as one import. */
import { createReadStream } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { inputFiles } from "../ingest/read/files.ts";
import { openContainers } from "../ingest/read/index.ts";
import { sortedByEffect } from "../insights/index.ts";
import type { Finding } from "../reports/table/findings.ts";
import type {
  FindingEffects,
  FindingList,
  Findings,
  ImportToLoad,
  Loaded,
  Upload,
  WrittenTables,
} from "../server/types.ts";
import { callingTo } from "./calling.ts";
import { type Form, formNamed } from "./importing.ts";
import type { FindingPage, Hearing, Importing, Understood } from "./parts.ts";
import { goalsOf, servedConfig } from "./remote.ts";

/** What the server hands out at once. */
const mostFindings = 1000;

const formOf = (form: Form): Pick<ImportToLoad, "as" | "mapping"> =>
  form === undefined
    ? {}
    : form === null
      ? { as: "canonical" }
      : { mapping: { name: form.name, text: form.text ?? "" } };

interface ToSend {
  readonly name: string;
  readonly content: () => Readable;
}

/** Problems: those of importing, and `workspace_locked` when the server is gone. */
export const changeServer = async (folder: string, address: string, { progress }: Hearing): Promise<Importing> => {
  const calling = callingTo(folder, address);
  const { get, post, send, receive, remove } = calling;
  const load = async (
    toSend: readonly ToSend[],
    form: Form,
    onUnderstood: (understood: Understood) => void = () => {},
  ): Promise<Loaded["imported"]> => {
    const files: { name: string; upload: string }[] = [];
    for (const [index, { name, content }] of toSend.entries()) {
      progress.show("sending the files to the server", index, toSend.length + 1);
      const { upload } = await send<Upload>("/imports/files", content());
      files.push({ name, upload });
    }
    progress.show("loading", toSend.length, toSend.length + 1);
    const { understood, imported } = await post<Loaded>("/imports", { files, ...formOf(form) } satisfies ImportToLoad);
    progress.end();
    onUnderstood(understood);
    return imported;
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
    config: await servedConfig(folder),
    import: async (request, onUnderstood) => {
      await using opened = await openContainers(request.paths, process.stdin);
      const form = await formNamed(request);
      const files = await inputFiles(opened.files);
      return await load(
        files.map(({ name, path }) => ({ name, content: () => createReadStream(path) })),
        form,
        onUnderstood,
      );
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
