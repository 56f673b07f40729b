/** A sign of life, for systems on which nobody can know when a process began: a socket that ends with whoever listens at it. */
import { randomBytes } from "node:crypto";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasCode } from "./durable.ts";

export interface Beacon {
  readonly path: string;
  close(): Promise<void>;
}

const pipes = "\\\\.\\pipe\\";

/** A pipe of Windows does. Elsewhere it is a file: it may stay behind, and be tidied away before its process ends. */
export const goesWithItsProcess = (path: string): boolean => path.startsWith(pipes);

// A path of a socket has room for hardly more than a temporary folder of macOS.
const newPath = (): string => {
  const name = `quarterdeck-${randomBytes(6).toString("hex")}`;
  return process.platform === "win32" ? `${pipes}${name}` : join(tmpdir(), name);
};

/** It keeps no process from ending. Null where the system lets nobody listen. */
export const lightBeacon = (): Promise<Beacon | null> =>
  new Promise((lit) => {
    const path = newPath();
    const server = createServer((visitor) => visitor.on("error", () => {}).destroy());
    const close = (): Promise<void> => new Promise((done) => server.close(() => done()));
    server.on("error", () => lit(null));
    server.listen(path, () => lit({ path, close }));
    server.unref();
  });

/** `dark`: it was lit on this machine, and nobody is there. `absent`: it was lit elsewhere, or is taken away. */
export const lookFor = (path: string): Promise<"lit" | "dark" | "absent"> =>
  new Promise((seen) => {
    const visit = connect(path);
    visit.once("connect", () => {
      visit.destroy();
      seen("lit");
    });
    visit.once("error", (error) => {
      // Whatever else may be wrong, somebody may be there.
      seen(hasCode(error, "ECONNREFUSED") ? "dark" : hasCode(error, "ENOENT") ? "absent" : "lit");
    });
  });
