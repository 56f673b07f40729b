/** Work that is broken off: its session is closed at once. Whatever it was doing fails, and what was not committed is not there. */
import type { Session } from "./engine.ts";

/** Until it is disposed of; then the session, if it was closed, is so to the end. */
export const closedBy = (signal: AbortSignal | undefined, session: Session): AsyncDisposable => {
  let closed: PromiseLike<void> | undefined;
  const close = (): void => {
    closed = session[Symbol.asyncDispose]();
  };
  if (signal?.aborted === true) close();
  signal?.addEventListener("abort", close, { once: true });
  return {
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener("abort", close);
      await closed;
    },
  };
};
