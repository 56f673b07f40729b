/** Those who ask a server, in a process of their own as they are in life: so many at once, each as soon as it is answered. */
import { Agent, get } from "node:http";

export interface Asked {
  readonly paths: readonly string[];
  readonly atOnce: number;
}

export interface Heard {
  /** All of it, and each from its sending to its last byte; milliseconds. */
  readonly took: number;
  readonly each: readonly number[];
}

const agent = new Agent({ keepAlive: true });

const ask = (url: string): Promise<number> =>
  new Promise((done, fail) => {
    const start = performance.now();
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.on("end", () =>
        answer.statusCode === 200 ? done(performance.now() - start) : fail(new Error(`${answer.statusCode}: ${url}`)),
      );
    }).on("error", fail);
  });

process.on("message", async ({ paths, atOnce }: Asked) => {
  const each: number[] = [];
  const left = [...paths];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) each.push(await ask(next));
    }),
  );
  process.send?.({ took: performance.now() - start, each } satisfies Heard);
});
