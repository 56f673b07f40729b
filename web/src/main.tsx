/** The page begins here. */
import "./first.ts";
import "@fontsource-variable/inter/wght.css";
import "./theme/mantine.ts";
import "@mantine/notifications/styles.css";
import "./theme/tokens.css";
import "./theme/base.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiProblem } from "./api/client.ts";
import { routerWith } from "./router.tsx";
import { theme, variables } from "./theme/theme.ts";

const attempts = 3;
/** What passes by itself: a server that is away, or that has too much to do at this moment. */
const passing: ReadonlySet<string> = new Set(["unreachable", "too_many_questions"]);

const client = new QueryClient({
  queryCache: new QueryCache({
    // What was there is gone, by a restore: nothing on the page is of the workspace any more.
    onError: (error, { state }) => {
      if (error instanceof ApiProblem && error.code === "empty_workspace" && state.data !== undefined)
        location.reload();
    },
  }),
  defaultOptions: {
    queries: {
      // Answers last as long as their data version: the server says when there is a new one.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      // What else the server has refused it refuses again.
      retry: (count, error) => error instanceof ApiProblem && passing.has(error.code) && count < attempts,
    },
  },
});

// An upgrade took away the files of the page that is still open: the new page is fetched, once.
const reloaded = "quarterdeck:reloaded";
const patienceMs = 10_000;
window.addEventListener("vite:preloadError", (event) => {
  if (Date.now() - Number(sessionStorage.getItem(reloaded) ?? 0) < patienceMs) return;
  event.preventDefault();
  sessionStorage.setItem(reloaded, String(Date.now()));
  location.reload();
});

const place = document.getElementById("page");
if (place !== null)
  createRoot(place, {
    // A refusal is told where it happened; what nobody foresaw is told on the console, too.
    onCaughtError: (error) => {
      if (!(error instanceof ApiProblem)) console.error(error);
    },
  }).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        <Notifications position="bottom-right" />
        <QueryClientProvider client={client}>
          <RouterProvider router={routerWith(client)} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
