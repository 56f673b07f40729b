/** What went wrong, as a problem document (RFC 9457) with the codes of the command line. */
import type { FastifyError } from "fastify";
import type { z } from "zod";
import { damageOf, Problem, type ProblemCode, shortageOf } from "../problem.ts";
import type { problemSchema } from "./schemas/problem.ts";

export type ProblemDocument = z.output<typeof problemSchema>;

/** Anything else is a problem of the question: 400. */
const statuses: Partial<Readonly<Record<ProblemCode, number>>> = {
  unknown_kpi: 404,
  unknown_goal: 404,
  nothing_there: 404,
  method_not_allowed: 405,
  empty_workspace: 409,
  bad_config: 409,
  request_refused: 403,
  request_too_large: 413,
  changed_meanwhile: 412,
  query_timeout: 503,
  too_many_questions: 503,
  server_stopping: 503,
  too_many_rows: 422,
  accepted_file_missing: 500,
  accepted_file_damaged: 500,
  batch_not_loadable: 500,
  warehouse_damaged: 500,
  state_damaged: 500,
  workspace_newer: 500,
  path_unusable: 500,
  disk_full: 507,
  out_of_memory: 503,
};

const titles: Readonly<Record<number, string>> = {
  400: "The request cannot be answered",
  403: "Refused",
  404: "Not found",
  405: "Not by this method",
  408: "Too slow",
  409: "Not possible as things stand",
  412: "Changed meanwhile",
  413: "Too large",
  415: "Not understood",
  422: "Too much for this form",
  431: "Too large",
  500: "A fault of ours",
  503: "Not now",
  507: "No room",
};

const documentOf = (
  status: number,
  { code, message, hint, facts }: { code: string; message: string; hint: string; facts: object },
): ProblemDocument => ({
  type: `/api/v1/problems/${code}`,
  title: titles[status] ?? titles[500] ?? "",
  status,
  code,
  detail: message,
  hint,
  facts: { ...facts },
});

const ofProblem = (problem: Problem): ProblemDocument => documentOf(statuses[problem.code] ?? 400, problem);

interface Fault {
  readonly instancePath: string;
  readonly message?: string;
}

const isFaults = (value: unknown): value is readonly Fault[] =>
  Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "instancePath" in one);

/** `/goals/2/target` as a place that can be found: `goals[2].target`. */
const placeOf = (path: string): string =>
  path
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");

const goalPath = /^\/goals\/(\d+)\/(\w+)/;

/** A parameter, or a field of the body, that is not as it must be. */
const ofFaults = (faults: readonly Fault[], where: string): Problem => {
  const [first] = faults;
  const path = first?.instancePath ?? "";
  const reason = (first?.message ?? "is not as it must be").replace(/\.$/, "");
  const [, index, field] = goalPath.exec(path) ?? [];
  if (where === "body" && index !== undefined && field !== undefined)
    return new Problem("bad_goal", { index: Number(index), field, reason: `is wrong: ${reason}.` });
  const unknown = /^Unrecognized keys?: "([^"]*)"/.exec(reason)?.[1];
  const place = placeOf(path);
  if (unknown !== undefined)
    return new Problem("bad_request", {
      field: place === "" ? unknown : `${place}.${unknown}`,
      reason: "is not known here.",
    });
  return new Problem("bad_request", { field: place === "" ? `The ${where}` : place, reason: `is wrong: ${reason}.` });
};

const faultOf = (status: number, code: string, message: string): ProblemDocument =>
  documentOf(status, {
    code,
    message,
    hint: "What can be asked, and how, is described at /api/v1/openapi.json.",
    facts: {},
  });

/** Of what cannot even be read as HTTP, by Node's code of it. */
export const unreadDocument = (code: string): ProblemDocument => {
  if (code === "HPE_HEADER_OVERFLOW")
    return { ...ofProblem(new Problem("request_too_large", { most: "1 MB" })), status: 431 };
  return code === "ERR_HTTP_REQUEST_TIMEOUT"
    ? faultOf(408, "bad_request", "The request did not come in time.")
    : faultOf(400, "bad_request", "The request cannot be read: it is not as HTTP has it.");
};

/** Every error as its document; what is not a problem of the request is a fault of ours, whose words stay in the log. */
export const documentFor = (error: FastifyError | Problem | Error): ProblemDocument => {
  const problem = error instanceof Problem ? error : (shortageOf(error) ?? damageOf(error));
  if (problem !== null) return ofProblem(problem);
  if ("validation" in error && isFaults(error.validation))
    return ofProblem(ofFaults(error.validation, error.validationContext ?? "request"));
  const code = "code" in error ? error.code : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return ofProblem(new Problem("request_too_large", { most: "1 MB" }));
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return faultOf(
      415,
      "bad_request",
      "The body must be sent as application/json, a file of an import as application/octet-stream.",
    );
  if ("statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500)
    return faultOf(
      error.statusCode === 404 ? 404 : 400,
      "bad_request",
      `The request cannot be read: ${error.message}.`,
    );
  return documentOf(500, {
    code: "fault",
    message: "This is a fault of ours, not of your data.",
    hint: "Please report it, with what the log says.",
    facts: {},
  });
};
