import { expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import { createAsker, type Question, rollUp } from "../src/query/index.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

const [ann, bob] = ["ann", "bob"];

/** An opportunity that bob took over from ann, three leads of theirs that became another, and a meeting of both. */
const given = {
  people: [ann, bob].map((person_id) => ({ person_id, name: person_id })),
  leads: [
    ["first", "2026-01-12", ann],
    ["again", "2026-02-06", ann],
    ["other", "2026-02-07", bob],
  ].map(([lead_id = "", on, owner_id = ""]) => ({
    lead_id,
    owner_id,
    created_at: `${on}T09:00:00Z`,
    converted_at: "2026-02-08T09:00:00Z",
    opportunity_id: "deal",
  })),
  opportunities: [
    { opportunity_id: "asked", created_at: "2026-01-05T09:00:00Z", stage: "qualified", owner_id: bob },
    { opportunity_id: "deal", created_at: "2026-02-08T09:00:00Z", stage: "qualified", owner_id: bob },
    // Long after: all that is asked about is old enough.
    { opportunity_id: "late", created_at: "2026-09-08T09:00:00Z", stage: "qualified", owner_id: bob },
  ],
  owner_changes: [
    { subject_type: "opportunity", subject_id: "asked", changed_at: "2026-01-05T09:00:00Z", owner_id: ann },
    { subject_type: "opportunity", subject_id: "asked", changed_at: "2026-02-15T09:00:00Z", owner_id: bob },
  ],
  responses: [
    ["1", "2026-01-10", "positive"],
    ["2", "2026-01-20", "neutral"],
    ["3", "2026-02-10", "positive"],
    ["4", "2026-03-10", "negative"],
  ].map(([response_id = "", on, sentiment = ""]) => ({
    response_id,
    sentiment,
    opportunity_id: "asked",
    received_at: `${on}T09:00:00Z`,
  })),
  activities: [
    {
      activity_id: "both",
      type: "meeting",
      occurred_at: "2026-02-10T09:00:00Z",
      person_id: ann,
      opportunity_id: "asked",
    },
  ],
  activity_attendees: [{ activity_id: "both", person_id: bob }],
};

const range = { from: "2026-01-01", to: "2026-04-01" };

/** The number of one figure for each person, from sums kept by month and person, which give what the records give. */
const asked = async (question: Omit<Question, "range">) => {
  await using made = await company(exampleConfig, given);
  const { session, asker } = made;
  const { watermark } = asker;
  const about = { config: exampleConfig, catalogue, watermark, factsAt: async () => "facts" };
  await rollUp({ ...about, runner: session });
  const said: string[] = [];
  const columns = (query: Parameters<typeof session.columns>[0]) => {
    said.push(query.chunks.join("?"));
    return session.columns(query);
  };
  const answer = await (await createAsker({ ...about, runner: { ...session, columns } })).answer({
    ...question,
    range,
  });
  expect(said.filter((text) => !text.includes("rollups."))).toEqual([]);
  expect(answer).toEqual(await asker.answer({ ...question, range }));
  return answer;
};

it("takes the latest answer that each person got of an opportunity, in each month and in all of them", async () => {
  const { rows, total } = await asked({ kpi: "response_sentiment", by: ["person"] });
  expect(rows.map(({ keys, num, den }) => [keys.person, num, den])).toEqual([
    [ann, 1, 1],
    [bob, 0, 1],
  ]);
  expect([total.num, total.den]).toEqual([0, 1]);
  const months = await asked({
    kpi: "response_sentiment",
    grain: "month",
    where: [{ dimension: "person", operator: "=", values: [ann] }],
  });
  expect(months.rows.map(({ num, more }) => [num, more.neutral])).toEqual([
    [0, 1],
    [1, 0],
    [0, 0],
  ]);
});

it("counts an opportunity once for each person whose leads became it, whenever they were created", async () => {
  const { rows, total } = await asked({ kpi: "lead_conversion", by: ["person"] });
  expect(rows.map(({ keys, num, more }) => [keys.person, num, more.opportunities])).toEqual([
    [ann, 2, 1],
    [bob, 1, 1],
  ]);
  expect([total.num, total.more.opportunities]).toEqual([3, 1]);
});

it("counts a meeting once for each person in it, and once for all", async () => {
  const { rows, total } = await asked({ kpi: "activities", by: ["person"], grain: "quarter" });
  expect([...rows.map(({ keys, num }) => [keys.person, num]), total.num]).toEqual([[ann, 1], [bob, 1], 1]);
});
