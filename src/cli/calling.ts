/** A running server is asked: JSON or bytes go out, JSON comes back, its problems are ours. */
import { createWriteStream } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { Problem, type ProblemCode, problems, shortageOf } from "../problem.ts";

export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface Calling {
  get<Result>(path: string, parameters?: Parameters): Promise<Result>;
  post<Result>(path: string, body: object): Promise<Result>;
  /** The content as it is. */
  send<Result>(path: string, content: Readable): Promise<Result>;
  /** What comes goes into the file as it is. */
  receive(path: string, file: string): Promise<void>;
  remove(path: string): Promise<void>;
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
  readonly method: "GET" | "POST" | "DELETE";
  readonly type?: string;
  readonly content?: Readable;
}

// fetch gives up what takes five minutes, as a large import may.
const exchange = (url: string, { method, type, content }: Sent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = type === undefined ? {} : { "content-type": type };
    const sending = request(url, { method, headers }, resolve);
    sending.on("error", reject);
    if (content === undefined) sending.end();
    else pipeline(content, sending).catch(reject);
  });

const json = async <Result>(answer: IncomingMessage): Promise<Result> => JSON.parse(await text(answer));

/** The server that has the workspace of the folder open. */
export const callingTo = (folder: string, address: string): Calling => {
  const locked = (): Problem => new Problem("workspace_locked", { folder, owner: `the server at ${address}` });
  const respond = async <Result>(
    path: string,
    sent: Sent,
    read: (answer: IncomingMessage) => Promise<Result>,
  ): Promise<Result> => {
    const answered = async (): Promise<{ wrong: Error } | { read: Result }> => {
      const answer = await exchange(`${address}/api/v1${path}`, sent);
      const status = answer.statusCode ?? 0;
      return status >= 400 ? { wrong: problemOf(status, await json(answer)) } : { read: await read(answer) };
    };
    const told = await answered().catch((error: unknown) => {
      throw shortageOf(error) ?? locked();
    });
    if ("wrong" in told) throw told.wrong;
    return told.read;
  };
  const call = <Result>(path: string, sent: Sent): Promise<Result> => respond(path, sent, json<Result>);
  return {
    get: (path, parameters = {}) => call(`${path}${queryOf(parameters)}`, { method: "GET" }),
    post: (path, body) =>
      call(path, { method: "POST", type: "application/json", content: Readable.from([JSON.stringify(body)]) }),
    send: (path, content) => call(path, { method: "POST", type: "application/octet-stream", content }),
    receive: (path, file) =>
      respond(path, { method: "GET" }, (answer) => pipeline(answer, createWriteStream(file, { flags: "wx" }))),
    remove: (path) => respond(path, { method: "DELETE" }, async (answer) => void answer.resume()),
  };
};
