/** The last part of a path, whichever system it was written on: accepted files keep the names that they had there, and are read again here. */
export const lastPart = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
