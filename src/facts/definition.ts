/** What facts are computed by, as one short text: what another version of it, or of the zones' offsets, left is not current. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const imported = /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;

/** The texts of a module and of all modules of ours that it stands on, by path. */
export const textsOf = (entry: string): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>();
  const read = (path: string): void => {
    if (texts.has(path)) return;
    const text = readFileSync(path, "utf8");
    texts.set(path, text);
    for (const [, to = ""] of text.matchAll(imported)) read(join(dirname(path), to));
  };
  read(entry);
  return texts;
};

/** The texts a module is computed by, as one short text. */
export const definitionText = (entry: string): string => {
  const hash = createHash("sha256");
  for (const text of textsOf(entry).values()) hash.update(text);
  return hash.digest("hex").slice(0, 16);
};

/** Where modules are bundled: their `definitionText` when they were. */
declare const definitionOfBundle: string | undefined;

/** What facts are computed by: modules, and the zones' offsets that this process has. */
export const definitionOf = (entry: string): string => {
  const text = typeof definitionOfBundle === "string" ? definitionOfBundle : definitionText(entry);
  return `${text}-${process.versions.tz ?? ""}`;
};
