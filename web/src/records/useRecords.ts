/** The records behind a figure, opened from anywhere: what is open stands in the address. */
import { useCallback, useMemo } from "react";
import { useChangeSearch, usePageSearch } from "../scope/useScope.ts";
import { type Opened, type Part, readRecords, writtenRecords } from "./address.ts";

export type { Opened, Part } from "./address.ts";

export const useOpenRecords = (): ((opened: Opened) => void) => {
  const change = useChangeSearch();
  return useCallback((opened) => change({ records: writtenRecords(opened) }), [change]);
};

export const useOpenedRecords = (): {
  readonly opened: Opened | null;
  readonly close: () => void;
  /** The other number of the same figure. */
  readonly turn: (part: Part) => void;
} => {
  const { records } = usePageSearch();
  const change = useChangeSearch();
  const opened = useMemo(() => (typeof records === "string" ? readRecords(records) : null), [records]);
  const close = useCallback(() => change({ records: undefined }), [change]);
  const turn = useCallback(
    (part: Part) => {
      if (opened !== null) change({ records: writtenRecords({ ...opened, part }) }, { replace: true });
    },
    [change, opened],
  );
  return { opened, close, turn };
};
