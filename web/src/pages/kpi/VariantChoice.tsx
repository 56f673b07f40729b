/** By which of the KPI's definitions the page counts. */
import { NativeSelect } from "@mantine/core";
import { useChangeSearch } from "../../scope/useScope.ts";
import type { AskedKpi } from "./asked.ts";

export const VariantChoice = ({ asked: { kpi, variant } }: { readonly asked: AskedKpi }) => {
  const change = useChangeSearch();
  if (kpi.variants.length < 2) return null;
  return (
    <NativeSelect
      size="xs"
      aria-label="Definition"
      value={variant.id}
      onChange={({ currentTarget }) =>
        change({ variant: currentTarget.value === "default" ? undefined : currentTarget.value })
      }
      data={kpi.variants.map(({ id, name }) => ({ value: id, label: id === "default" ? "Usual definition" : name }))}
    />
  );
};
