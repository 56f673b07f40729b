/** What was done, when in the week and the day, and how it was answered. */
import { sql } from "../sql/index.ts";
import type { Dimension } from "./dimension.ts";

const weekdays = [
  ["mon", "Monday"],
  ["tue", "Tuesday"],
  ["wed", "Wednesday"],
  ["thu", "Thursday"],
  ["fri", "Friday"],
  ["sat", "Saturday"],
  ["sun", "Sunday"],
] as const;

export const activityType: Dimension = {
  id: "activity_type",
  name: "Activity",
  keys: "word",
  key: () => sql`r.activity_type`,
  heldIn: [{ table: "activities", column: "type" }],
  nothing: "No type",
};

export const weekday: Dimension = {
  id: "weekday",
  name: "Weekday",
  keys: "number",
  key: () => sql`r.weekday`,
  members: () =>
    weekdays
      .map(([id, label], key) => sql`select ${key}::integer as key, ${id}::varchar as id, ${label}::varchar as label`)
      .reduce((all, row) => sql`${all} union all ${row}`),
  nothing: "No day",
};

export const hour: Dimension = {
  id: "hour",
  name: "Hour",
  keys: "number",
  key: () => sql`r.hour`,
  members: () =>
    sql`select range::integer as key, range::varchar as id, lpad(range::varchar, 2, '0') || ':00' as label from range(24) order by 1`,
  nothing: "No hour",
};

export const sentiment: Dimension = {
  id: "sentiment",
  name: "Sentiment",
  keys: "word",
  key: () => sql`r.sentiment`,
  heldIn: [{ table: "responses", column: "sentiment" }],
  nothing: "Not classified",
};
