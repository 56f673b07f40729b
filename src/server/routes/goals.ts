/** `/goals`: what is to be reached. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../problem.ts";
import { type GoalRecord, goalTold } from "../../reports/table/goal-list.ts";
import type { Before } from "../../state/index.ts";
import type { House } from "../house.ts";
import { beforeOf, sendsKnown } from "../preconditions.ts";
import { goalsBody, goalsQuery, goalsSchema, goalsSetSchema } from "../schemas/goals.ts";
import type { Goals, GoalsSet } from "../types.ts";
import { type AddRoute, goneResponses, problemResponses } from "./route.ts";

const isStanding = ({ deletedAt }: GoalRecord): boolean => deletedAt === null;

/** Of all of them, so that it says the same whoever looks at some. */
const versionOf = (goals: readonly GoalRecord[]): string =>
  createHash("sha256").update(JSON.stringify(goals)).digest("base64url").slice(0, 22);

const check = (known: readonly GoalRecord[], before: Before | null): void => {
  if (before === null || before === "any") return;
  if (before === "none" ? known.some(isStanding) : !before.versions.includes(versionOf(known)))
    throw new Problem("changed_meanwhile", { what: "sheet of goals" });
};

type ToSet = ReturnType<Parameters<House["setGoals"]>[0]>[number];

const toSet = (goal: z.output<typeof goalsBody>["goals"][number]): ToSet => ({
  id: goal.goal_id,
  kpi: goal.kpi,
  variant: goal.variant,
  scope: goal.scope,
  scopeId: goal.scope_id ?? null,
  startsOn: goal.starts_on,
  endsOn: goal.ends_on,
  target: goal.target,
  direction: goal.direction,
  currency: goal.currency,
});

export const addGoals: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/goals",
    schema: {
      summary: "Every goal in its newest version",
      querystring: goalsQuery,
      response: { 200: goalsSchema, ...problemResponses },
    },
    handler: async (request, reply) => {
      const goals = await answers.once(answers.signalOf(request, reply), (session) => session.goals());
      if (sendsKnown(request, reply, `"${versionOf(goals)}"`)) return reply;
      const told = request.query.withdrawn === "yes" ? goals : goals.filter(isStanding);
      return { goals: told.map(goalTold) } satisfies Goals;
    },
  });
  api.route({
    method: "PUT",
    url: "/goals",
    schema: {
      summary: "Sets goals and withdraws those without a target, all or none; If-Match says what must hold before",
      body: goalsBody,
      response: { 200: goalsSetSchema, ...problemResponses },
    },
    handler: async (request, reply): Promise<GoalsSet> => {
      await house.setGoals((known) => {
        check(known, beforeOf(request));
        return request.body.goals.map(toSet);
      });
      // They are set: no queue that is full may say otherwise.
      const goals = await house.within(answers.signalOf(request, reply), (session) => session.goals());
      reply.header("cache-control", "no-store").header("etag", `"${versionOf(goals)}"`);
      return { goals: goals.filter(isStanding).map(goalTold), version: house.present().version };
    },
  });
  api.route({
    method: "DELETE",
    url: "/goals/:goal_id",
    schema: {
      summary: "Withdraws a goal: it stays in history; If-Match says what must hold before",
      params: z.strictObject({ goal_id: z.string().min(1) }),
      response: goneResponses,
    },
    handler: async (request, reply) => {
      const { goal_id: id } = request.params;
      await house.setGoals((known) => {
        check(known, beforeOf(request));
        const goal = known.filter(isStanding).find((one) => one.id === id);
        if (goal === undefined) throw new Problem("nothing_there", { what: `goal ${id}` });
        return [{ ...goal, target: null }];
      });
      await reply.code(204).send(null);
    },
  });
};
