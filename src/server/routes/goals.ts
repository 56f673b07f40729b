/** `GET /goals`: what is to be reached. */
import type { GoalRecord } from "../../reports/table/goal-list.ts";
import { goalsBody, goalsSchema, goalsSetSchema } from "../schemas/goals.ts";
import type { Goal, Goals, GoalsSet } from "../types.ts";
import { type AddRoute, problemResponses } from "./route.ts";

const toldGoal = (goal: GoalRecord): Goal => ({
  goal_id: goal.id,
  kpi: goal.kpi,
  variant: goal.variant,
  scope: goal.scope,
  scope_id: goal.scopeId,
  starts_on: goal.startsOn,
  ends_on: goal.endsOn,
  target: goal.target,
  direction: goal.direction,
  currency: goal.currency,
  version: goal.version,
});

export const addGoals: AddRoute = (api, { house, answers }) => {
  api.route({
    method: "GET",
    url: "/goals",
    schema: { summary: "Every goal in its newest version", response: { 200: goalsSchema, ...problemResponses } },
    handler: (request, reply) =>
      answers.json(
        request,
        reply,
        async (session): Promise<Goals> => ({
          goals: (await session.goals()).map(toldGoal),
        }),
      ),
  });
  api.route({
    method: "PUT",
    url: "/goals",
    schema: {
      summary: "Sets goals, all of them or none",
      body: goalsBody,
      response: { 200: goalsSetSchema, ...problemResponses },
    },
    handler: async (request, reply): Promise<GoalsSet> => {
      await house.setGoals(
        request.body.goals.map((goal) => ({
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
        })),
      );
      const goals = await answers.once(answers.signalOf(request, reply), (session) => session.goals());
      reply.header("cache-control", "no-store");
      return { goals: goals.map(toldGoal), version: house.present().version };
    },
  });
};
