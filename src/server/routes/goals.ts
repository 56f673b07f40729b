/** `GET /goals`: what is to be reached. */
import type { GoalFacts } from "../house.ts";
import { goalsSchema } from "../schemas/goals.ts";
import type { Goal, Goals } from "../types.ts";
import { type AddRoute, problemResponses } from "./route.ts";

export const toldGoal = (goal: GoalFacts): Goal => ({
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

export const addGoals: AddRoute = (api, { answers }) => {
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
};
