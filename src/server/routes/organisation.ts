/** `GET /organisation`: who works here, in which teams. */
import { organisationSchema } from "../schemas/workspace.ts";
import type { Organisation } from "../types.ts";
import { type AddRoute, problemResponses } from "./route.ts";

export const addOrganisation: AddRoute = (api, { answers }) => {
  api.route({
    method: "GET",
    url: "/organisation",
    schema: {
      summary: "Who works here, in which teams, at the watermark",
      response: { 200: organisationSchema, ...problemResponses },
    },
    handler: (request, reply) =>
      answers.json(request, reply, async (session): Promise<Organisation> => {
        const { people, teams } = await session.organisation();
        return {
          people: people.map(({ teamId, ...person }) => ({ ...person, team_id: teamId })),
          teams: teams.map(({ parentId, ...team }) => ({ ...team, parent_id: parentId })),
        };
      }),
  });
};
