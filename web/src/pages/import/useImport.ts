/** An import from the first file to its report: what is chosen, what it was understood as, what was corrected, what became of it. */
import { useEffect, useMemo, useRef, useState } from "react";
import {
  type Corrections,
  deleteMissing,
  type ImportPreview,
  type Loaded,
  loadImport,
  previewImport,
  type SentFile,
  sendFile,
  takeProcess,
} from "../../api/imports.ts";
import { belongsTo, withColumn, withTable } from "./corrections.ts";

export interface Chosen {
  readonly name: string;
  readonly file: File;
  /** Null until all of it is sent. */
  readonly upload: string | null;
  /** Bytes. */
  readonly sent: number;
}

export interface Import {
  readonly chosen: readonly Chosen[];
  readonly corrections: Corrections;
  /** Whether the files tell every record of their kinds. */
  readonly full: boolean;
  /** How many stages were taken into the process. */
  readonly taken: number;
  readonly preview: ImportPreview | null;
  /** What the page waits for. */
  readonly waits: "sending" | "looking" | "trying" | "taking" | "loading" | "deleting" | null;
  readonly problem: unknown;
  readonly loaded: Loaded | null;
  /** How many records that a whole export did not tell were deleted; null: nobody said so. */
  readonly deleted: number | null;
}

/** What of the process that files tell comes into quarterdeck.yaml. */
interface Process {
  /** By id, in their order. */
  readonly stages: readonly string[];
  /** By id, what it means to stand in those of which the files do not say it. */
  readonly meanings?: ReadonlyMap<string, string>;
  /** In which totals are. */
  readonly currency?: string;
}

type Said = Pick<Corrections, "date_order" | "activity_type" | "moves_of" | "people">;

export interface Importer extends Import {
  add(files: readonly File[]): void;
  take(name: string): void;
  again(): void;
  setTable(file: string, table: string | null): void;
  setColumn(file: string, column: string, becomes: string): void;
  settle(part: Said): void;
  setStage(word: string, stage: string): void;
  setPerson(name: string, person: string): void;
  setFull(full: boolean): void;
  takeProcess(process: Process): void;
  tryOut(): void;
  load(): void;
  deleteMissing(): void;
  /** With the files that were left aside, or from the beginning. */
  restart(names: readonly string[]): void;
}

const nothing: Import = {
  ...{ chosen: [], corrections: {}, full: false, taken: 0 },
  ...{ preview: null, waits: null, problem: null, loaded: null, deleted: null },
};

const sentOf = (chosen: readonly Chosen[]): readonly SentFile[] =>
  chosen.flatMap(({ name, upload }) => (upload === null ? [] : [{ name, upload }]));

const sentAnew = (chosen: readonly Chosen[], signal: AbortSignal): Promise<readonly SentFile[]> =>
  Promise.all(
    chosen.map(async ({ name, file }) => ({ name, upload: (await sendFile(file, () => {}, signal)).upload })),
  );

/** Files of which something is to be loaded. */
const toLoad = (chosen: readonly Chosen[], preview: ImportPreview): readonly Chosen[] =>
  chosen.filter(({ name }) => preview.files.some((file) => belongsTo(file.file, name) && file.as !== null));

const importer = (now: () => Import, set: (part: Partial<Import>) => void) => {
  let turn = new AbortController();
  const begin = (part: Partial<Import>): AbortSignal => {
    turn.abort();
    turn = new AbortController();
    set({ problem: null, ...part });
    return turn.signal;
  };
  /** What comes after another turn has begun is not looked at. */
  const during = async (signal: AbortSignal, work: () => Promise<Partial<Import>>): Promise<void> => {
    try {
      const part = await work();
      if (!signal.aborted) set({ waits: null, ...part });
    } catch (problem) {
      if (!signal.aborted) set({ waits: null, problem });
    }
  };
  const ask = (corrections: Corrections, isTried: boolean): void => {
    const signal = begin({ corrections, waits: isTried ? "trying" : "looking" });
    void during(signal, async () => ({
      preview: await previewImport({
        ...{ files: sentOf(now().chosen), corrections, try: isTried },
        ...(now().full ? { full: true } : {}),
      }),
    }));
  };
  const askAgain = (): void => ask(now().corrections, now().preview?.outcome != null);
  const note = (name: string, part: Partial<Chosen>): void =>
    set({ chosen: now().chosen.map((one) => (one.name === name ? { ...one, ...part } : one)) });
  const send = (chosen: readonly Chosen[], corrections: Corrections = {}): void => {
    if (chosen.length === 0) {
      begin(nothing);
      return;
    }
    const signal = begin({ ...nothing, chosen, corrections, waits: "sending" });
    void during(signal, async () => {
      for (const { name, file, upload } of chosen) {
        if (upload !== null) continue;
        const sent = await sendFile(file, (bytes) => !signal.aborted && note(name, { sent: bytes }), signal);
        if (signal.aborted) return {};
        note(name, { upload: sent.upload, sent: file.size });
      }
      set({ waits: "looking" });
      return { preview: await previewImport({ files: sentOf(now().chosen), corrections, try: false }) };
    });
  };
  const unsent = (chosen: readonly Chosen[]): readonly Chosen[] =>
    chosen.map(({ name, file }) => ({ name, file, upload: null, sent: 0 }));
  return {
    end: () => turn.abort(),
    add: (files: readonly File[]) => {
      const added = files.map((file): Chosen => ({ name: file.name, file, upload: null, sent: 0 }));
      const kept = now().chosen.filter(({ name }) => !added.some((one) => one.name === name));
      send([...kept, ...added]);
    },
    take: (name: string) => send(now().chosen.filter((one) => one.name !== name)),
    again: () => send(unsent(now().chosen), now().corrections),
    setTable: (file: string, table: string | null) => ask(withTable(now().corrections, file, table), false),
    setColumn: (file: string, column: string, becomes: string) =>
      ask(withColumn(now().corrections, file, column, becomes), false),
    settle: (part: Said) => ask({ ...now().corrections, ...part }, part.date_order !== undefined),
    setStage: (word: string, stage: string) => {
      const { stages = [], ...others } = now().corrections;
      ask({ ...others, stages: [...stages.filter((one) => one.word !== word), { word, stage }] }, false);
    },
    setPerson: (name: string, person: string) => {
      const { persons = [], ...others } = now().corrections;
      ask({ ...others, persons: [...persons.filter((one) => one.name !== name), { name, person }] }, false);
    },
    setFull: (full: boolean) => {
      set({ full });
      askAgain();
    },
    takeProcess: ({ stages: order, meanings = new Map(), currency }: Process) => {
      const { preview, chosen, loaded } = now();
      if (preview === null) return;
      const signal = begin({ waits: "taking" });
      const { mapping } = preview;
      void during(signal, async () => {
        const files = toLoad(chosen, preview);
        const { stages } = await takeProcess({
          // What was loaded is no longer at the server.
          files: loaded === null ? sentOf(files) : await sentAnew(files, signal),
          ...(mapping === null ? {} : { mapping }),
          meanings: [...meanings].map(([stage, category]) => ({ stage, category })),
          stages: order,
          ...(currency === undefined ? {} : { currency }),
        });
        if (signal.aborted) return {};
        set({ taken: now().taken + stages.length });
        if (loaded !== null) return { preview: { ...preview, undeclared: [] } };
        askAgain();
        return {};
      });
    },
    tryOut: () => ask(now().corrections, true),
    load: () => {
      const { preview, chosen } = now();
      if (preview === null) return;
      const signal = begin({ waits: "loading" });
      const { mapping } = preview;
      void during(signal, async () => ({
        loaded: await loadImport({
          files: sentOf(toLoad(chosen, preview)),
          ...(mapping === null ? {} : { mapping, keep_mapping: preview.form === "unknown" }),
          ...(now().full ? { full: true } : {}),
        }),
      }));
    },
    deleteMissing: () => {
      const { loaded } = now();
      const tables = loaded?.imported.missing.filter(({ deletable }) => deletable).map(({ table }) => table) ?? [];
      if (loaded === null || tables.length === 0) return;
      const signal = begin({ waits: "deleting" });
      void during(signal, async () => {
        const { deleted } = await deleteMissing({ batch: loaded.imported.batch, tables });
        return { deleted: deleted.reduce((sum, { records }) => sum + records, 0) };
      });
    },
    restart: (names: readonly string[]) => send(now().chosen.filter(({ name }) => names.includes(name))),
  };
};

export const useImport = (first: readonly File[]): Importer => {
  const [state, setState] = useState(nothing);
  const held = useRef(state);
  const work = useMemo(
    () =>
      importer(
        () => held.current,
        (part) => {
          held.current = { ...held.current, ...part };
          setState(held.current);
        },
      ),
    [],
  );
  useEffect(() => {
    if (first.length > 0) work.add(first);
    return work.end;
  }, [first, work]);
  return { ...state, ...work };
};
