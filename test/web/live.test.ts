import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { follow } from "../../web/src/api/live.ts";

/** A stream that says and does what the test tells it. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static readonly made: Stream[] = [];
  readyState = 1;
  constructor() {
    super();
    Stream.made.push(this);
  }
  fail(isOver: boolean): void {
    this.readyState = isOver ? 2 : 0;
    this.dispatchEvent(new Event("error"));
  }
  close(): void {
    this.readyState = 2;
  }
}

describe("the page that follows the data", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("EventSource", Stream);
    Stream.made.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("asks again after an answer that was no stream, until it is reached", () => {
    const reached: boolean[] = [];
    const stop = follow(new QueryClient(), (isReached) => reached.push(isReached));
    Stream.made[0]?.fail(true);
    vi.advanceTimersByTime(3000);
    expect(Stream.made).toHaveLength(2);
    Stream.made[1]?.dispatchEvent(new Event("open"));
    expect(reached).toEqual([false, true]);
    stop();
  });

  it("leaves it to the browser where nobody answered, and asks no more once it has stopped", () => {
    const stop = follow(new QueryClient(), () => {});
    Stream.made[0]?.fail(false);
    vi.advanceTimersByTime(10_000);
    expect(Stream.made).toHaveLength(1);
    Stream.made[0]?.fail(true);
    stop();
    vi.advanceTimersByTime(10_000);
    expect(Stream.made).toHaveLength(1);
  });

  it("asks anew what it shows once the stream is back: what changed meanwhile was told to nobody", () => {
    const client = new QueryClient();
    const asked = vi.spyOn(client, "invalidateQueries");
    const stop = follow(client, () => {});
    const stands = () =>
      Stream.made[0]?.dispatchEvent(new MessageEvent("version", { data: JSON.stringify({ version: "1" }) }));
    stands();
    stands();
    expect(asked).not.toHaveBeenCalled();
    // Notes may have been written, or another backup restored that has come as far.
    Stream.made[0]?.fail(false);
    stands();
    stands();
    expect(asked.mock.calls).toEqual([[]]);
    stop();
  });

  it("asks anew what it had asked before the stream began, where there is a new version since", () => {
    const client = new QueryClient();
    client.setQueryData(["api", "/workspace?findings=no"], { version: "1" });
    const asked = vi.spyOn(client, "invalidateQueries");
    const stop = follow(client, () => {});
    Stream.made[0]?.dispatchEvent(new MessageEvent("version", { data: JSON.stringify({ version: "2" }) }));
    expect(asked.mock.calls).toEqual([[]]);
    stop();
  });

  it("takes the stream from the one page of the browser that holds it, and holds it once that page has gone", async () => {
    vi.useRealTimers();
    let turn = Promise.resolve();
    const locks = {
      request: (_: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>) => {
        const own = turn.then(() => (signal.aborted ? undefined : hold()));
        turn = own;
        return own;
      },
    };
    vi.stubGlobal("navigator", { locks });
    const asked = (client: QueryClient) => vi.spyOn(client, "invalidateQueries");
    const [one, other] = [new QueryClient(), new QueryClient()];
    const [byOne, byOther] = [asked(one), asked(other)];
    const reached: boolean[] = [];
    const stopOne = follow(one, () => {});
    await vi.waitFor(() => expect(Stream.made).toHaveLength(1));
    const say = (index: number, version: string) =>
      Stream.made[index]?.dispatchEvent(new MessageEvent("version", { data: JSON.stringify({ version }) }));
    say(0, "1");
    // It has come late: what stands is told to it, and is nothing new.
    const stopOther = follow(other, (isReached) => reached.push(isReached));
    await vi.waitFor(() => expect(reached).toEqual([true]));
    expect(Stream.made).toHaveLength(1);
    say(0, "2");
    await vi.waitFor(() => expect(byOther).toHaveBeenCalledTimes(1));
    expect(byOne).toHaveBeenCalledTimes(1);
    stopOne();
    await vi.waitFor(() => expect(Stream.made).toHaveLength(2));
    expect(Stream.made[0]?.readyState).toBe(Stream.CLOSED);
    say(1, "3");
    await vi.waitFor(() => expect(byOther).toHaveBeenCalledTimes(2));
    expect(byOne).toHaveBeenCalledTimes(1);
    stopOther();
  });
});
