/** The stages that an export itself tells, staged like a table of ours until they are offered as a process. */
import type { Table } from "../../model/tables.ts";

const text = (name: string) => ({ name, type: "text" as const });

export const processStages: Table = {
  name: "process_stages",
  meaning: "Stages as the export tells them.",
  key: ["of", "stage_id"],
  columns: [
    { ...text("stage_id"), required: true },
    text("name"),
    { ...text("of"), values: ["lead", "opportunity"] },
    text("pipeline_id"),
    text("pipeline"),
    { name: "position", type: "number" },
    { ...text("category"), values: ["open", "hold", "won", "lost", "no_decision", "void"] },
  ],
};
