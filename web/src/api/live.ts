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

/** Returns how to stop. `onReach` hears whether the server can be reached. */
export const follow = (client: QueryClient, onReach: (isReached: boolean) => void): (() => void) => {
  let known: string | null = null;
  const source = new EventSource(address("/events"));
  source.addEventListener("open", () => onReach(true));
  source.addEventListener("error", () => onReach(false));
  source.addEventListener("version", (event) => {
    const version = wordIn(String(event.data), "version");
    const isNew = known !== null && version !== known;
    known = version;
    onReach(true);
    if (isNew) void client.invalidateQueries();
  });
  // Notes and views are no data: they have no version, and what is asked of the data stays.
  source.addEventListener("kept", (event) => {
    void client.invalidateQueries({ queryKey: ["api", `/${wordIn(String(event.data), "changed")}`] });
  });
  source.addEventListener("step", (event) => client.setQueryData(stepKey, JSON.parse(String(event.data))));
  return () => source.close();
};
