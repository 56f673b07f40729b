/** Files that are dropped on the page, or handed from one page to the next. */
import { useEffect, useState } from "react";
import { apartFrom } from "../../words/names.ts";

/** What a system or Excel lays into a folder by itself: hidden files, `~$deals.xlsx` while the workbook is open, and what Windows knows of the folder. */
export const isLaidThere = (name: string): boolean => /^\.|^~\$|^(desktop\.ini|thumbs\.db)$/i.test(name);

interface Found {
  /** In which it lies; empty: in none that was dropped. */
  readonly folder: string;
  readonly file: File;
}

/** Files of one name, as those of two folders, are told apart by these, or else by numbers before their names: of two alike only one would be sent. */
export const namedApart = (found: readonly Found[]): readonly File[] => {
  const taken = new Set<string>();
  return found.map(({ folder, file }) => {
    const name = apartFrom(taken, file.name, folder === "" ? file.name : `${folder}/${file.name}`);
    return name === file.name ? file : new File([file], name, { type: file.type, lastModified: file.lastModified });
  });
};

/** What lies deeper than in the folder itself does not count, as on the command line. */
const inFolder = (folder: FileSystemDirectoryEntry): Promise<readonly File[]> =>
  new Promise((resolve) => {
    const reader = folder.createReader();
    const found: FileSystemFileEntry[] = [];
    const fileOf = (entry: FileSystemFileEntry): Promise<File | null> =>
      new Promise((done) => entry.file(done, () => done(null)));
    const end = (): void =>
      void Promise.all(found.map(fileOf)).then((files) => resolve(files.filter((file) => file !== null)));
    const next = (): void =>
      reader.readEntries((entries) => {
        if (entries.length === 0) return end();
        found.push(...entries.filter((entry): entry is FileSystemFileEntry => entry.isFile));
        next();
      }, end);
    next();
  });

const isFolder = (entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry => entry?.isDirectory === true;

const filesIn = async (transfer: DataTransfer): Promise<readonly File[]> => {
  // All is asked at once: the list is empty after the first wait.
  const parts = [...transfer.items]
    .filter(({ kind }) => kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: Found[] = [];
  for (const { entry, file } of parts)
    if (isFolder(entry)) {
      const inside = (await inFolder(entry)).filter(({ name }) => !isLaidThere(name));
      found.push(...inside.map((one) => ({ folder: entry.name, file: one })));
    } else if (file !== null) found.push({ folder: "", file });
  return namedApart(found);
};

/** Listens on the whole page; whether files are held over it now. */
export const useDropped = (onFiles: (files: readonly File[]) => void): boolean => {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (event.dataTransfer === null || !holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void filesIn(event.dataTransfer).then((files) => {
        if (files.length > 0) onFiles(files);
      });
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [onFiles]);
  return isOver;
};

let handed: readonly File[] = [];

export const hand = (files: readonly File[]): void => {
  handed = files;
};

/** Once. */
export const takeHanded = (): readonly File[] => {
  const files = handed;
  handed = [];
  return files;
};
