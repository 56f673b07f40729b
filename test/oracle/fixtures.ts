/** The smallest worlds that tests need: one process, and rows given by hand. */
import type { WorkspaceConfig } from "../../src/model/process.ts";
import type { World } from "../worlds/world.ts";

const open = (id: string, qualifies = false) =>
  ({ id, name: id, of: "opportunity", category: "open", qualifies }) as const;

export const plainConfig: WorkspaceConfig = {
  workspace: "Plain",
  timezone: "UTC",
  currency: "USD",
  weekStarts: "mon",
  fiscalCalendars: [],
  workingTime: { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00", holidays: [] },
  pipelines: [
    {
      id: "sales",
      name: "Sales",
      stages: [
        { id: "suspect", name: "Suspect", of: "lead", category: "open", qualifies: false },
        open("A", true),
        open("B"),
        open("C"),
        { id: "Won", name: "Won", of: "opportunity", category: "won", qualifies: false },
        { id: "Lost", name: "Lost", of: "opportunity", category: "lost", qualifies: false },
      ],
    },
  ],
  followUpDays: 7,
  slaWorkingHours: 1,
  horizonDays: {},
  sample: { small: 5, few: 30 },
};

export const plainWorld = (tables: World["tables"]): World => ({ config: plainConfig, tables });
