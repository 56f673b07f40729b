/** `quarterdeck serve`: the API and the page, for this computer. */
import { hearingOf, print, workspaceFolder } from "../context.ts";
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

export const serveCommand: AddCommand = (program, context) =>
  withWorkspace(program.command("serve"))
    .description("serve the page and the API on this computer")
    .option("--port <n>", "the port; 0 takes any that is free", wholeNumber, defaultPort)
    .option("--host <address>", "the address; only this computer's own", "127.0.0.1")
    .action(async (options: Options) => {
      const { startServer } = await context.parts.server();
      const hearing = hearingOf(context);
      await using server = await startServer(workspaceFolder(context, options.workspace), options, hearing);
      print(context, [
        `${server.name} is served at ${server.address}`,
        "It answers on this computer only. Ctrl+C ends it.",
      ]);
      await untilEnded();
    });
