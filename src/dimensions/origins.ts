/** Where a record came from: its campaign and channel, its source, its origin. */
import { sql } from "../sql/index.ts";
import type { Dimension } from "./dimension.ts";

export const campaign: Dimension = {
  id: "campaign",
  name: "Campaign",
  keys: "number",
  key: () => sql`r.campaign_no`,
  members: ({ asOf }) =>
    sql`select i.no as key, i.id, coalesce(c.name, i.id) as label from campaign_ids i left join campaigns c on c.campaign_no = i.no and c.recorded_at <= ${asOf} order by 3, 2`,
  nothing: "Unattributed",
};

export const channel: Dimension = {
  id: "channel",
  name: "Channel",
  keys: "word",
  join: ({ asOf }) =>
    sql`left join campaigns d_channel on d_channel.campaign_no = r.campaign_no and d_channel.recorded_at <= ${asOf}`,
  key: () => sql`d_channel.channel`,
  heldIn: [{ table: "campaigns", column: "channel" }],
  nothing: "Unattributed",
};

export const source: Dimension = {
  id: "source",
  name: "Source",
  keys: "word",
  key: () => sql`r.source`,
  heldIn: [{ table: "leads", column: "source" }],
  nothing: "No source",
};
export const origin: Dimension = {
  id: "origin",
  name: "Origin",
  keys: "word",
  key: () => sql`r.origin`,
  heldIn: [
    { table: "leads", column: "origin" },
    { table: "campaigns", column: "origin" },
  ],
  otherWords: ["unknown"],
  nothing: "No lead",
};
