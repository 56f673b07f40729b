/** The page follows the data: when the server says that there is a new version, or was out of reach, everything on it is asked again. */
import type { QueryClient } from "@tanstack/react-query";
import { everyPage } from "./paths.ts";
import { listen } from "./stream.ts";

const wordIn = (text: string, key: "version" | "changed"): string | null => {
  try {
    const told: unknown = JSON.parse(text);
    return typeof told === "object" && told !== null && key in told ? String((told as never)[key]) : null;
  } catch {
    return null;
  }
};

export const stepKey = ["step"];

/** Returns how to stop. `onReach` hears whether the server can be reached. */
export const follow = (client: QueryClient, onReach: (isReached: boolean) => void): (() => void) => {
  let known: string | null = null;
  // Meanwhile nothing is told: neither notes and views, nor that the data is another one of the same version, as after a restore.
  let wasGone = false;
  return listen((told) => {
    switch (told.kind) {
      case "reach":
        wasGone ||= !told.isReached;
        return onReach(told.isReached);
      case "version": {
        const version = wordIn(told.text, "version");
        // The page may have asked before there was a stream.
        known ??= client.getQueryData<{ readonly version: string }>(["api", everyPage.workspace])?.version ?? null;
        const isNew = known !== null && (version !== known || wasGone);
        known = version;
        wasGone = false;
        onReach(true);
        if (isNew) void client.invalidateQueries();
        return;
      }
      // Notes and views are no data: they have no version, and what is asked of the data stays.
      case "kept":
        return void client.invalidateQueries({ queryKey: ["api", `/${wordIn(told.text, "changed")}`] });
      case "step":
        return void client.setQueryData(stepKey, JSON.parse(told.text));
    }
  });
};
