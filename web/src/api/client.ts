/** Asking the server: JSON in, JSON out, and its problems as errors that say what to do. */
import { takeEarly } from "./early.ts";
import { json, root } from "./paths.ts";

/** A problem document, or what went wrong before there was an answer (`unreachable`). */
export class ApiProblem extends Error {
  readonly code: string;
  readonly hint: string;
  readonly status: number;
  /** What the problem document tells beside its words. */
  readonly facts: unknown;

  constructor(code: string, message: string, hint: string, status: number, facts: unknown = null) {
    super(message);
    this.name = "ApiProblem";
    this.code = code;
    this.hint = hint;
    this.status = status;
    this.facts = facts;
  }
}

const textOf = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);

/** What an answer that is none says. */
export const problemOf = async (response: Response): Promise<ApiProblem> => {
  const body: unknown = await response.json().catch(() => null);
  const told = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  return new ApiProblem(
    textOf(told.code, "unknown"),
    textOf(told.detail, `The server answered ${response.status}.`),
    textOf(told.hint, "Try again; if it stays so, see the server's log."),
    response.status,
    told.facts,
  );
};

export const unreachable = (): ApiProblem =>
  new ApiProblem(
    "unreachable",
    "Quarterdeck's server does not answer.",
    "Is quarterdeck serve still running? The page goes on by itself as soon as it is back.",
    0,
  );

const asking = (path: string, init: RequestInit): Promise<Response> =>
  fetch(`${root}${path}`, init).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  });

const readOf = async <Result>(response: Response): Promise<Result> => {
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? (undefined as Result) : ((await response.json()) as Result);
};

export const get = async <Result>(path: string, signal?: AbortSignal): Promise<Result> =>
  readOf(
    (await takeEarly(path)) ?? (await asking(path, { headers: json, ...(signal === undefined ? {} : { signal }) })),
  );

/** A change that sends it as `If-Match` is refused where something else stands by then. */
interface Tagged {
  readonly etag: string;
}

const taggedOf = async <Result extends object>(response: Response): Promise<Result & Tagged> => ({
  ...(await readOf<Result>(response)),
  etag: response.headers.get("etag") ?? "*",
});

export const getTagged = async <Result extends object>(path: string, signal: AbortSignal): Promise<Result & Tagged> =>
  taggedOf(await asking(path, { headers: json, signal }));

type Headers = Readonly<Record<string, string>>;

const send = (method: "POST" | "PUT" | "DELETE", path: string, body: unknown, conditions: Headers): Promise<Response> =>
  asking(path, {
    method,
    headers: {
      ...json,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...conditions,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const sending =
  (method: "POST" | "PUT" | "DELETE") =>
  <Result>(path: string, body?: unknown, conditions: Headers = {}): Promise<Result> =>
    send(method, path, body, conditions).then(readOf<Result>);

export const post = sending("POST");
export const put = sending("PUT");
export const remove = sending("DELETE");

export const putTagged = async <Result extends object>(path: string, body: object, etag: string) =>
  taggedOf<Result>(await send("PUT", path, body, { "if-match": etag }));

/** For a link that downloads. */
export const address = (path: string): string => `${root}${path}`;
