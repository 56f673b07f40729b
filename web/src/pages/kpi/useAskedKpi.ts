/** The page's question, as the address has it. */
import { useMemo } from "react";
import type { Kpi } from "../../api/types.ts";
import { usePageSearch, useScope } from "../../scope/useScope.ts";
import { type AskedKpi, askedOf } from "./asked.ts";

export const useAskedKpi = (kpi: Kpi): AskedKpi => {
  const scope = useScope();
  const search = usePageSearch();
  return useMemo(() => askedOf(kpi, scope, search), [kpi, scope, search]);
};
