/** The text of a mapping file as a mapping, or a problem that names the line and the key. */
import { isNode, LineCounter, parse, parseDocument } from "yaml";
import { Problem } from "../../problem.ts";
import { dateFormat } from "../read/date-format.ts";
import type { Expression } from "./expression-schema.ts";
import {
  blocksApart,
  type Mapping,
  mappingSchema,
  type Recognition,
  recognitionSchema,
  type WrittenBlock,
  type WrittenMapping,
} from "./schema.ts";

const remedy = "The published schema docs/schema/mapping.schema.json lists every key.";

/** Texts that are kept as mappings: those that are shipped, and some of people's own. */
const kept = 32;
const known = new Map<string, Mapping>();

/** Throws `bad_mapping` at the first thing wrong. A text is read once for all who ask: to know whose export it is, all that are shipped are. */
export const parseMapping = (text: string, file: string): Mapping => {
  const key = `${file}\n${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const mapping = readMapping(text, file);
  const [oldest] = known.size < kept ? [] : known.keys();
  if (oldest !== undefined) known.delete(oldest);
  known.set(key, mapping);
  return mapping;
};

const told = new Map<string, Recognition>();

/** By which files a mapping that is shipped is known. Of all of them only this is read: the rest is ten times as much, and wanted of one. */
export const recognitionIn = (text: string): Recognition => {
  const found = told.get(text);
  if (found !== undefined) return found;
  const parts = text.split(/^(?=[a-z])/m).filter((part) => /^(?:files|one_of):/.test(part));
  const recognition = recognitionSchema.parse(parse(parts.join(""), { schema: "failsafe" }) ?? {});
  told.set(text, recognition);
  return recognition;
};

const readMapping = (text: string, file: string): Mapping => {
  const lines = new LineCounter();
  // Every scalar is the text it is written as: 1, true and 2020-01-01 are values of a column as well as anything.
  const document = parseDocument(text, { lineCounter: lines, schema: "failsafe" });
  const [error] = document.errors;
  if (error !== undefined)
    throw new Problem("bad_mapping", {
      file,
      line: error.linePos?.[0].line ?? null,
      key: "the file",
      reason: `is no YAML: ${error.message.split("\n")[0] ?? ""}`,
      remedy,
    });
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return null;
  };
  const complain = (path: readonly PropertyKey[], reason: string): Problem =>
    new Problem("bad_mapping", {
      file,
      line: lineOf(path),
      key: path.length === 0 ? "the file" : path.map(String).join("."),
      reason,
      remedy,
    });
  const result = mappingSchema.safeParse(document.toJS() ?? {});
  if (!result.success) {
    const found = innermost(result.error.issues[0], []);
    throw complain(found.path, found.message);
  }
  for (const { path, format } of formatsOf(result.data))
    if (dateFormat(format) === null)
      throw complain(path, `is no date format: ${format} (write for example DD/MM/YYYY HH:mm).`);
  return blocksApart(result.data);
};

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly Issue[])[];
}

/** A key that none of the branches knows which take keys at all. */
const strangeKey = (branches: readonly (readonly Issue[])[]): Issue | undefined => {
  const strange = branches.flatMap((branch) => branch.find(({ code }) => code === "unrecognized_keys") ?? []);
  const taking = branches.filter((branch) =>
    branch.some(({ code, path }) => code === "unrecognized_keys" || path.length > 0),
  );
  const [issue] = strange;
  const [key] = issue?.keys ?? [];
  return key !== undefined &&
    strange.length > 1 &&
    strange.length === taking.length &&
    strange.every(({ keys = [] }) => keys.includes(key))
    ? issue
    : undefined;
};

/** A union says only that nothing fits; what the branch that came furthest says is worth more. */
const innermost = (
  issue: Issue | undefined,
  above: readonly PropertyKey[],
): { path: readonly PropertyKey[]; message: string } => {
  if (issue === undefined) return { path: above, message: "cannot be read." };
  const path = [...above, ...issue.path];
  if (issue.code === "invalid_union") {
    const found = issue.errors ?? [];
    const strange = strangeKey(found);
    if (strange !== undefined) return innermost(strange, path);
    // What is of another kind altogether says less than what is of the kind that is wanted, and none of its words.
    const kindred = found.filter((branch) => branch[0]?.code === "invalid_value");
    const branches = [...found, ...kindred].flatMap((branch) => branch.slice(0, 1)).map((one) => innermost(one, path));
    const deepest = branches.reduce<(typeof branches)[number] | undefined>(
      (best, branch) => (best === undefined || branch.path.length >= best.path.length ? branch : best),
      undefined,
    );
    if (deepest !== undefined) return deepest;
  }
  const [key] = issue.keys ?? [];
  if (issue.code === "unrecognized_keys" && key !== undefined)
    return { path: [...path, key], message: "is not known here." };
  return { path, message: issue.code === "custom" ? issue.message : `cannot be read: ${issue.message}.` };
};

interface WrittenFormat {
  readonly path: readonly PropertyKey[];
  readonly format: string;
}

const inExpression = (value: Expression, path: readonly PropertyKey[]): WrittenFormat[] => [
  ...(value.date ?? []).map((format) => ({ path: [...path, "date"], format })),
  ...[...(value.first_of ?? []), ...(value.newest ?? []), ...Object.values(value.lookup?.match ?? {})].flatMap(
    (inner) => inExpression(inner, path),
  ),
  ...(value.otherwise === undefined ? [] : inExpression(value.otherwise, [...path, "otherwise"])),
];

const declared = (dates: Readonly<Record<string, string>>, path: readonly PropertyKey[]): WrittenFormat[] =>
  Object.entries(dates).map(([column, format]) => ({ path: [...path, "dates", column], format }));

const inBlocks = (blocks: readonly WrittenBlock[], path: readonly PropertyKey[]): WrittenFormat[] =>
  blocks.flatMap(({ columns, attributes }, index) =>
    Object.entries({ columns, attributes }).flatMap(([kind, cells]) =>
      Object.entries(cells).flatMap(([column, value]) => inExpression(value, [...path, index, kind, column])),
    ),
  );

const formatsOf = (mapping: WrittenMapping): WrittenFormat[] => [
  ...declared(mapping.dates, []),
  ...Object.entries(mapping.files).flatMap(([file, entry]) => declared(entry.dates, ["files", file])),
  ...Object.entries(mapping.tables).flatMap(([table, blocks]) => inBlocks(blocks, ["tables", table])),
  ...inBlocks(mapping.process?.read ?? [], ["process", "read"]),
];
