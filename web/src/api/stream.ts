/**
 * The server's stream of events, held by one page of a browser for all of them: a browser opens six connections to a server, and a stream
 * takes one for as long as its page is open, so that the seventh page waited for its figures without end.
 */
import { address } from "./client.ts";

const kinds = ["version", "kept", "step"] as const;

/** What the server says, in its own words, or whether it can be reached. */
export type Told =
  | { readonly kind: (typeof kinds)[number]; readonly text: string }
  | { readonly kind: "reach"; readonly isReached: boolean };

/** What one page says to the others: what was told, or that it has just come and knows nothing. */
type Word = Told | { readonly kind: "new" };

/** A browser tries again by itself where nobody answers, but never after an answer that is no stream. */
const againMs = 3000;

/** Opens the stream. Returns how to close it. */
const open = (tell: (told: Told) => void): (() => void) => {
  let source: EventSource;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const start = (): void => {
    const own = new EventSource(address("/events"));
    source = own;
    own.addEventListener("open", () => tell({ kind: "reach", isReached: true }));
    own.addEventListener("error", () => {
      tell({ kind: "reach", isReached: false });
      if (own.readyState === EventSource.CLOSED) waiting = setTimeout(start, againMs);
    });
    for (const kind of kinds) own.addEventListener(kind, (event) => tell({ kind, text: String(event.data) }));
  };
  start();
  return () => {
    clearTimeout(waiting);
    source.close();
  };
};

/** Hears what the server says, through whichever page holds the stream. Returns how to stop. */
export const listen = (hear: (told: Told) => void): (() => void) => {
  const locks = globalThis.navigator?.locks;
  if (locks === undefined) return open(hear);
  const channel = new BroadcastChannel("quarterdeck.events");
  const latest = new Map<Told["kind"], Told>();
  let isHolder = false;
  channel.addEventListener("message", ({ data }: MessageEvent<Word>) => {
    if (data.kind !== "new") return hear(data);
    // A page that has just come is told what stands.
    for (const told of isHolder ? latest.values() : []) channel.postMessage(told);
  });
  channel.postMessage({ kind: "new" });
  const stopped = new AbortController();
  const hold = (): Promise<void> =>
    new Promise((done) => {
      isHolder = true;
      const close = open((told) => {
        if (told.kind !== "kept") latest.set(told.kind, told);
        channel.postMessage(told);
        hear(told);
      });
      stopped.signal.addEventListener("abort", () => {
        close();
        done();
      });
    });
  locks.request("quarterdeck.events", { signal: stopped.signal }, hold).catch(() => {});
  return () => {
    stopped.abort();
    channel.close();
  };
};
