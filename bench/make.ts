import { makeCompany } from "./company.ts";

const leads = Number(process.argv[2] ?? 100000);
const start = performance.now();
const engine = await makeCompany({ leads }, process.argv[3]);
const session = await engine.session();
console.log(((performance.now() - start) / 1000).toFixed(1), "s", (process.cpuUsage().user / 1e6).toFixed(1), "cpu s");
for (const t of [
  "leads",
  "opportunities",
  "stage_changes",
  "owner_changes",
  "value_changes",
  "activities",
  "activity_attendees",
  "responses",
  "spend",
  "goals",
])
  console.log(t, JSON.stringify(await session.rows({ chunks: [`select count(*) as n from ${t}`], values: [] })));
await engine[Symbol.asyncDispose]();
