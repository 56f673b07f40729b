/** What has a name here, to say what a view leads to. */
import { useCatalogue, useOrganisation } from "../parts/useFacts.ts";
import { pages, withoutScope } from "../shell/pages.ts";
import type { Known } from "./address.ts";

export const useKnown = (): Known => {
  const kpis = useCatalogue();
  const { people, teams } = useOrganisation();
  return { pages, withoutScope, kpis, people, teams };
};
