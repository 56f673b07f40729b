/** Ctrl+K: one field that leads to any saved view, KPI, person, team or page. */
import "@mantine/spotlight/styles.css";
import { Spotlight, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useCatalogue, useOrganisation } from "../parts/useFacts.ts";
import { scopeSearch } from "../scope/scope.ts";
import { parseSearch, type Search } from "../scope/search.ts";
import { viewWords } from "../views/address.ts";
import { useKnown } from "../views/useKnown.ts";
import { useViews } from "../views/useViews.ts";
import { keepEarlyKeys } from "./early-keys.ts";
import { Icon } from "./icons.tsx";
import styles from "./Palette.module.css";
import { pages } from "./pages.ts";

/** Opens as soon as it is there: it is loaded when it is first asked for. */
export const Palette = ({ early }: { readonly early: string }) => {
  useEffect(spotlight.open, []);
  const [query, setQuery] = useState("");
  useEffect(() => setQuery(early), [early]);
  const navigate = useNavigate();
  const kpis = useCatalogue();
  const { people, teams } = useOrganisation();
  const go = (to: string, search: Search = {}) =>
    void navigate({ to, search: ((before: Search) => ({ ...scopeSearch(before), ...search })) as never });
  const views = useViews() ?? [];
  const known = useKnown();
  const actions: SpotlightActionGroupData[] = [
    {
      group: "Views",
      actions: views.map((view) => ({
        id: `view-${view.name}`,
        label: view.name,
        description: viewWords(view, known),
        onClick: () => void navigate({ to: view.path, search: parseSearch(view.search) as never }),
      })),
    },
    {
      group: "KPIs",
      actions: kpis.map((kpi) => ({
        id: `kpi-${kpi.id}`,
        label: kpi.name,
        description: kpi.meaning,
        keywords: [kpi.id, ...kpi.variants.map((variant) => variant.name)],
        onClick: () => go(`/kpi/${kpi.id}`),
      })),
    },
    {
      group: "Pages",
      actions: pages.map((page) => ({ id: `page-${page.path}`, label: page.name, onClick: () => go(page.path) })),
    },
    {
      group: "Teams",
      actions: teams.map((team) => ({
        id: `team-${team.id}`,
        label: team.name,
        description: "Show the whole page for this team",
        onClick: () => go("/", { team: team.id, person: undefined }),
      })),
    },
    {
      group: "People",
      actions: people.map((person) => ({
        id: `person-${person.id}`,
        label: person.name,
        description: person.role ?? "",
        onClick: () => go(`/people/${encodeURIComponent(person.id)}`),
      })),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={["mod + K"]}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => keepEarlyKeys(setQuery)}
      limit={12}
      nothingFound="Nothing has that name."
      searchProps={{
        placeholder: "A KPI, a person, a team, a page, a view",
        "aria-label": "Find",
        leftSection: <Icon name="search" size={16} />,
      }}
      highlightQuery={false}
      classNames={{ actionsGroup: styles.group, action: styles.action }}
      attributes={{ content: { "aria-label": "Find" } }}
      scrollable
      maxHeight={440}
    />
  );
};
