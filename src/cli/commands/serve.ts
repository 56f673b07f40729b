/** `quarterdeck serve`: the API and the page, for this computer. */
import { type Context, hearingOf, print, workspaceFolder } from "../context.ts";
import { type WorkspaceOptions, wholeNumber, withWorkspace } from "../options.ts";
import type { AddCommand } from "./command.ts";

interface Options extends WorkspaceOptions {
  readonly port: number;
  readonly host: string;
}

const defaultPort = 4173;

/** Until the process is told to end. */
const untilEnded = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
  });

/** Opens the workspace and answers until the process is told to end; `onAddress` hears where. */
export const serveUntilEnded = async (
  context: Context,
  folder: string,
  where: { readonly host: string; readonly port: number },
  onAddress: (address: string) => void = () => {},
): Promise<void> => {
  const { startServer } = await context.parts.server();
  const hearing = hearingOf(context);
  await using server = await startServer(folder, where, hearing);
  print(context, [
    `${server.name} is served at ${server.address}`,
    "It answers on this computer only. Ctrl+C ends it.",
  ]);
  onAddress(server.address);
  await untilEnded();
};

export const serveCommand: AddCommand = (program, context) =>
  withWorkspace(program.command("serve"))
    .description("serve the page and the API on this computer")
    .option("--port <n>", "the port; 0 takes any that is free", wholeNumber, defaultPort)
    .option("--host <address>", "the address; only this computer's own", "127.0.0.1")
    .action((options: Options) => serveUntilEnded(context, workspaceFolder(context, options.workspace), options));
