/** Which address shows which page. Pages are loaded when they are first opened. */
import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { ApiProblem } from "./api/client.ts";
import { catalogueQuery, organisationQuery, scorecardQuery, workspaceQuery } from "./api/queries.ts";
import { StandingPage } from "./pages/standing/StandingPage.tsx";
import { PageHead } from "./parts/PageHead.tsx";
import { PageLink } from "./parts/PageLink.tsx";
import { Nothing, Opening, Outside, Problem, Waiting } from "./parts/States.tsx";
import { asked, scopeIn } from "./scope/scope.ts";
import { parseSearch, type Search, stringifySearch } from "./scope/search.ts";
import { Shell } from "./shell/Shell.tsx";

const Missing = () => (
  <>
    <PageHead title="No such page" />
    <Nothing title="There is no page at this address.">
      Find (Ctrl K) knows all there are. The first is <PageLink to="/">Where we stand</PageLink>.
    </Nothing>
  </>
);
const FirstImport = lazy(async () => ({ default: (await import("./pages/import/FirstImport.tsx")).FirstImport }));
const Failed = ({ error, reset }: { readonly error: unknown; readonly reset: () => void }) =>
  error instanceof ApiProblem && error.code === "empty_workspace" ? (
    <Suspense fallback={<Waiting height={480} />}>
      <FirstImport />
    </Suspense>
  ) : (
    <Outside>
      <Problem error={error} onRetry={reset} />
    </Outside>
  );

export const routerWith = (client: QueryClient) => {
  const root = createRootRoute({
    component: Outlet,
    validateSearch: (search: Record<string, unknown>): Search => search as Search,
    notFoundComponent: Missing,
    errorComponent: Failed,
    // What every page needs; asked once.
    loader: () =>
      Promise.all([
        client.ensureQueryData(workspaceQuery),
        client.ensureQueryData(catalogueQuery),
        client.ensureQueryData(organisationQuery),
      ]),
    pendingComponent: () => <Opening />,
  });
  const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });
  const page = (path: string, component: Parameters<typeof createRoute>[0]["component"]) =>
    createRoute({ getParentRoute: () => shell, path, component });
  const standing = createRoute({
    getParentRoute: () => shell,
    path: "/",
    component: StandingPage,
    // Asked as soon as there is known to be data, and not waited for: the page shows where its figures will stand.
    loaderDeps: ({ search }) => asked(scopeIn(search as Search)),
    loader: ({ deps }) => {
      void client.ensureQueryData(workspaceQuery).then(
        () => client.prefetchQuery(scorecardQuery(deps)),
        () => undefined,
      );
    },
  });
  const pages = [
    standing,
    page(
      "/kpi/$kpi",
      lazyRouteComponent(() => import("./pages/kpi/KpiPage.tsx"), "KpiPage"),
    ),
    page(
      "/funnel",
      lazyRouteComponent(() => import("./pages/funnel/FunnelPage.tsx"), "FunnelPage"),
    ),
    page(
      "/people",
      lazyRouteComponent(() => import("./pages/people/PeoplePage.tsx"), "PeoplePage"),
    ),
    page(
      "/people/$person",
      lazyRouteComponent(() => import("./pages/people/PersonPage.tsx"), "PersonPage"),
    ),
    page(
      "/campaigns",
      lazyRouteComponent(() => import("./pages/campaigns/CampaignsPage.tsx"), "CampaignsPage"),
    ),
    page(
      "/goals",
      lazyRouteComponent(() => import("./pages/goals/GoalsPage.tsx"), "GoalsPage"),
    ),
    page(
      "/data",
      lazyRouteComponent(() => import("./pages/data/DataPage.tsx"), "DataPage"),
    ),
    page(
      "/data/import",
      lazyRouteComponent(() => import("./pages/import/ImportPage.tsx"), "ImportPage"),
    ),
    page("/$", Missing),
  ];
  const wall = createRoute({
    getParentRoute: () => root,
    path: "/wall",
    component: lazyRouteComponent(() => import("./pages/wall/WallPage.tsx"), "WallPage"),
  });
  return createRouter({
    routeTree: root.addChildren([shell.addChildren(pages), wall]),
    parseSearch,
    stringifySearch: (search) => stringifySearch(search as Search),
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultErrorComponent: Failed,
    defaultNotFoundComponent: Missing,
  });
};
