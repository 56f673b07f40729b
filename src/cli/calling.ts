/** A running server is asked: JSON or bytes go out, JSON comes back, its problems are ours. */
import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Problem, type ProblemCode, problems } from "../problem.ts";

export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Calling {
  get<Result>(path: string, parameters?: Parameters): Promise<Result>;
  post<Result>(path: string, body: object): Promise<Result>;
  /** The content as it is. */
  send<Result>(path: string, content: Readable): Promise<Result>;
  /** Problem `workspace_locked`: what only whoever has the workspace open can do. */
  locked(): Problem;
}

const isCode = (code: unknown): code is ProblemCode => typeof code === "string" && code in problems;

/** The server's problem as ours: it has the same code and facts, so it says the same. */
const problemOf = (status: number, body: { code?: unknown; facts?: never; detail?: unknown }): Error =>
  isCode(body.code) && body.facts !== undefined
    ? new Problem(body.code, body.facts)
    : new Error(`the server answered ${status}: ${String(body.detail ?? "")}`);

const queryOf = (parameters: Parameters): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const one of typeof value === "string" ? [value] : (value ?? [])) query.append(name, one);
  return query.size === 0 ? "" : `?${query}`;
};

interface Sent {
  readonly method: "GET" | "POST";
  readonly type?: string;
  readonly content?: Readable;
}

// fetch gives up what takes five minutes, as a large import may.
const exchange = (url: string, { method, type, content }: Sent): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const headers = type === undefined ? {} : { "content-type": type };
    const sending = request(url, { method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    });
    sending.on("error", reject);
    if (content === undefined) sending.end();
    else pipeline(content, sending).catch(reject);
  });

/** The server that has the workspace of the folder open. */
export const callingTo = (folder: string, address: string): Calling => {
  const locked = (): Problem => new Problem("workspace_locked", { folder, owner: `the server at ${address}` });
  const call = async <Result>(path: string, sent: Sent): Promise<Result> => {
    const { status, text } = await exchange(`${address}/api/v1${path}`, sent).catch(() => {
      throw locked();
    });
    const body = JSON.parse(text);
    if (status >= 400) throw problemOf(status, body);
    return body;
  };
  return {
    get: (path, parameters = {}) => call(`${path}${queryOf(parameters)}`, { method: "GET" }),
    post: (path, body) =>
      call(path, { method: "POST", type: "application/json", content: Readable.from([JSON.stringify(body)]) }),
    send: (path, content) => call(path, { method: "POST", type: "application/octet-stream", content }),
    locked,
  };
};
