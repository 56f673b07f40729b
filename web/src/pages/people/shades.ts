/** The shade of each stage in which opportunities stand, the same for everyone. */
import type { Row, Workspace } from "../../api/types.ts";

export interface Shade {
  readonly id: string;
  readonly label: string;
  /** `null`: it stands beside the process, on hold or undeclared. */
  readonly opacity: number | null;
}

const [palest, fullest] = [0.3, 0.95];

type Process = Pick<Workspace["process"], "pipelines">;

const openStages = ({ pipelines }: Process): ReadonlySet<string> =>
  new Set(pipelines.flatMap(({ stages }) => stages.filter(({ category }) => category === "open").map(({ id }) => id)));

/** How many of them are open: as in the total of opportunities by stage, what rests or stands in no declared stage is not. */
export const openIn = (rows: readonly Row[], process: Process): number => {
  const open = openStages(process);
  const counted = rows.filter(({ keys }) => keys.stage === "unknown" || open.has(keys.stage ?? ""));
  return counted.reduce((sum, { value }) => sum + (value ?? 0), 0);
};

/** The stages in which anything stands, in their order: the later, the fuller. */
export const shadesOf = (rows: readonly Row[], process: Process): readonly Shade[] => {
  const open = openStages(process);
  const known = new Map(
    rows.filter(({ value }) => (value ?? 0) > 0).map(({ keys, labels }) => [keys.stage ?? "", labels.stage ?? ""]),
  );
  const order = [...open, ...known.keys()];
  const stages = [...known].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const passed = stages.filter(([id]) => open.has(id));
  const step = (fullest - palest) / Math.max(1, passed.length - 1);
  return stages.map(([id, label]) => {
    const place = passed.findIndex(([one]) => one === id);
    return { id, label, opacity: place < 0 ? null : palest + place * step };
  });
};
