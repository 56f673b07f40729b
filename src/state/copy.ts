/** `state.db` as a whole, at one instant, and whether it is sound. Another process may be writing meanwhile. */
import Database from "libsql";

/** Writes a consistent copy to `to`, which must not exist. */
export const copyState = (file: string, to: string): void => {
  const database = new Database(file);
  try {
    database.exec("pragma busy_timeout = 5000");
    database.prepare("vacuum into ?").run(to);
  } finally {
    database.close();
  }
};

/** `null` when the file is sound, else what is wrong with it. */
export const stateFault = (file: string): string | null => {
  try {
    const database = new Database(file);
    try {
      const rows: unknown = database.prepare("pragma integrity_check").all();
      const told = JSON.stringify(rows);
      return /^\[\{"integrity_check":"ok"\}\]$/.test(told) ? null : told.slice(0, 300);
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
