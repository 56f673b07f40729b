/** The scope of the page as the address has it, and how to change it: going back undoes it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type Scope, scopeIn } from "./scope.ts";
import type { Search } from "./search.ts";

export const usePageSearch = (): Search => useSearch({ strict: false }) as Search;

/** Changes parameters of the address; `undefined` takes one out. */
export const useChangeSearch = (): ((changes: Search, options?: { replace?: boolean }) => void) => {
  const navigate = useNavigate();
  return useCallback(
    (changes, options = {}) => {
      void navigate({
        to: ".",
        search: ((before: Search) => ({ ...before, ...changes })) as never,
        replace: options.replace ?? false,
        resetScroll: false,
      });
    },
    [navigate],
  );
};

export const useScope = (): Scope => {
  const search = usePageSearch();
  return useMemo(() => scopeIn(search), [search]);
};
