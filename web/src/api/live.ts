/** The page follows the data: when the server says that there is a new version, everything on it is asked again. */
import type { QueryClient } from "@tanstack/react-query";
import { address } from "./client.ts";

const wordIn = (text: string, key: "version" | "changed"): string | null => {
  try {
    const told: unknown = JSON.parse(text);
    return typeof told === "object" && told !== null && key in told ? String((told as never)[key]) : null;
  } catch {
    return null;
  }
};

export const stepKey = ["step"];

/** A browser tries again by itself where nobody answers, but never after an answer that is no stream. */
const againMs = 3000;

/** Returns how to stop. `onReach` hears whether the server can be reached. */
export const follow = (client: QueryClient, onReach: (isReached: boolean) => void): (() => void) => {
  let known: string | null = null;
  let source: EventSource;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    const own = new EventSource(address("/events"));
    source = own;
    own.addEventListener("open", () => onReach(true));
    own.addEventListener("error", () => {
      onReach(false);
      if (own.readyState === EventSource.CLOSED) waiting = setTimeout(open, againMs);
    });
    own.addEventListener("version", (event) => {
      const version = wordIn(String(event.data), "version");
      const isNew = known !== null && version !== known;
      known = version;
      onReach(true);
      if (isNew) void client.invalidateQueries();
    });
    // Notes and views are no data: they have no version, and what is asked of the data stays.
    own.addEventListener("kept", (event) => {
      void client.invalidateQueries({ queryKey: ["api", `/${wordIn(String(event.data), "changed")}`] });
    });
    own.addEventListener("step", (event) => client.setQueryData(stepKey, JSON.parse(String(event.data))));
  };
  open();
  return () => {
    clearTimeout(waiting);
    source.close();
  };
};
