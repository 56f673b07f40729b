/** An import tried out by the server that has the workspace open: carried out there and taken back. */
import { canonicalTable } from "../ingest/read/canonical.ts";
import { stemOf } from "../ingest/read/files.ts";
import { isProblem, Problem } from "../problem.ts";
import type { ImportPreview, ImportToLoad, Organisation } from "../server/types.ts";
import type { Calling } from "./calling.ts";
import type { Importing, Outcome, Understood } from "./parts.ts";

/** Files that were sent, and in which form they are. */
export type Sent = Pick<ImportToLoad, "files" | "as" | "mapping" | "full">;

const understoodOf = ({
  title,
  files,
  tables,
  dates,
  lacking,
  absent,
  titles,
  quotes,
  renamed,
  outcome,
}: ImportPreview): Understood => ({
  ...{ title, tables, dates, lacking, absent, titles, quotes, renamed },
  files: files.flatMap(({ file, as, rows }) => (as === null ? [] : [{ path: file, as, rows: rows ?? 0 }])),
  ignored: files.flatMap(({ file, as, aside, columns }) => (as === null ? [{ path: file, columns, what: aside }] : [])),
  findings: outcome?.findings.map(({ code, count }) => ({ code, count })) ?? [],
});

/** Our own tables with dates that can be read in two ways are previewed as if nobody knew them, for somebody to say which. */
const isOurs = ({ file, columns }: ImportPreview["files"][number]): boolean =>
  canonicalTable(stemOf(file), columns) !== null;

/** Problems: those of reading, `unrecognised_file`, `ambiguous_dates`. */
export const tryOnServer = async (
  { post }: Calling,
  sent: Sent,
  onUnderstood: (understood: Understood) => void,
): Promise<Outcome> => {
  const preview = await post<ImportPreview>("/imports/preview", { ...sent, try: true });
  const { form, files, ambiguous, outcome, unrecognised } = preview;
  const isOfTwoReadings = ambiguous !== null && (form !== "unknown" || files.some(isOurs));
  if (form === "unknown" && !isOfTwoReadings)
    throw new Problem("unrecognised_file", {
      path: files[0]?.file ?? "",
      columns: files[0]?.columns ?? [],
      like: null,
      remedy: "Say what its columns mean: import FILE --suggest MAPPING proposes it.",
      ...unrecognised,
    });
  if (isOfTwoReadings) {
    const { file: path, column, sample, day_first: dayFirst, month_first: monthFirst } = ambiguous;
    throw new Problem("ambiguous_dates", { path, column, sample, dayFirst, monthFirst });
  }
  if (outcome === null) throw new Error("the server did not try out what it was sent");
  onUnderstood(understoodOf(preview));
  const { missing, ...became } = outcome;
  return { ...became, ...(sent.full === true ? { missing } : {}) };
};

/** Nobody where nothing has been loaded yet. */
export const peopleOnServer = async ({ get }: Calling): ReturnType<Importing["knownPeople"]> => {
  try {
    const { people } = await get<Organisation>("/organisation");
    return people.map(({ id, name, email }) => ({ id, name, email }));
  } catch (error) {
    if (isProblem(error, "empty_workspace")) return [];
    throw error;
  }
};
