/** A file that the user names, as text, in whatever encoding an editor or Excel saved it. */
import { buffer } from "node:stream/consumers";
import { utf8Bytes } from "../ingest/read/bytes.ts";
import { encodingOf } from "../ingest/read/encoding.ts";
import { Problem, shortageOf } from "../problem.ts";

/** `said`: as the user named it. Problems: `file_not_found`, `path_unusable`. */
export const readNamed = async (path: string, said = path): Promise<string> => {
  try {
    const encoding = await encodingOf(path, said, false);
    return (await buffer(utf8Bytes(path, said, false, encoding))).toString("utf8");
  } catch (error) {
    const problem = shortageOf(error);
    if (problem?.code !== "path_unusable") throw new Problem("file_not_found", { path: said });
    const { facts } = problem as Problem<"path_unusable">;
    throw new Problem("path_unusable", { ...facts, path: said });
  }
};
