/** The page follows the data: when the server says that there is a new version, everything on it is asked again. */
import type { QueryClient } from "@tanstack/react-query";
import { address } from "./client.ts";

const versionIn = (text: string): string | null => {
  try {
    const told: unknown = JSON.parse(text);
    return typeof told === "object" && told !== null && "version" in told ? String(told.version) : null;
  } catch {
    return null;
  }
};

/** Returns how to stop. `onReach` hears whether the server can be reached. */
export const follow = (client: QueryClient, onReach: (isReached: boolean) => void): (() => void) => {
  let known: string | null = null;
  const source = new EventSource(address("/events"));
  source.addEventListener("open", () => onReach(true));
  source.addEventListener("error", () => onReach(false));
  source.addEventListener("version", (event) => {
    const version = versionIn(String(event.data));
    const isNew = known !== null && version !== known;
    known = version;
    onReach(true);
    if (isNew) void client.invalidateQueries();
  });
  return () => source.close();
};
