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
});
