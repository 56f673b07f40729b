/** The pages, in the order of the day: where we stand, why, who, from where, what for, on what data. */
import type { IconName } from "./icons.tsx";

/** Those that are not about a scope. */
export const withoutScope: ReadonlySet<string> = new Set(["/goals", "/data", "/data/import"]);

export const pages: readonly {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  readonly key: string;
}[] = [
  { path: "/", name: "Where we stand", icon: "standing", key: "w" },
  { path: "/funnel", name: "Funnel", icon: "funnel", key: "f" },
  { path: "/people", name: "People and teams", icon: "people", key: "p" },
  { path: "/campaigns", name: "Leads and campaigns", icon: "campaigns", key: "l" },
  { path: "/goals", name: "Goals", icon: "goals", key: "g" },
  { path: "/data", name: "Data", icon: "data", key: "d" },
];
