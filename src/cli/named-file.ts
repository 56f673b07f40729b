/** A file that the user names, as text. */
import { readFile } from "node:fs/promises";
import { Problem, shortageOf } from "../problem.ts";

/** `said`: as the user named it. Problems: `file_not_found`, `path_unusable`. */
export const readNamed = async (path: string, said = path): Promise<string> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const problem = shortageOf(error);
    if (problem?.code !== "path_unusable") throw new Problem("file_not_found", { path: said });
    const { facts } = problem as Problem<"path_unusable">;
    throw new Problem("path_unusable", { ...facts, path: said });
  }
};
