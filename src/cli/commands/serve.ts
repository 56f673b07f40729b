/** `quarterdeck serve`: the API and the page, for this computer. */
import { setFlagsFromString } from "node:v8";
import { Option } from "commander";
import type { LogTo } from "../../server/index.ts";
import { type Context, hearingOf, print, say, workspaceFolder } from "../context.ts";
import { portNumber, type WorkspaceOptions, withWorkspace } from "../options.ts";
import type { Stopped } from "../parts.ts";
import type { AddCommand } from "./command.ts";

interface Options extends WorkspaceOptions {
  readonly port: number;
  readonly host: string;
  readonly log: LogTo["form"];
}

const counted = (count: number): string => `${count} ${count === 1 ? "request" : "requests"} under way`;

/** `Stopped. 2 requests under way were finished first.` */
const stoppedWords = ({ finished, givenUp }: Stopped): string =>
  [
    "Stopped.",
    ...(finished === 0 ? [] : [`${counted(finished)} ${finished === 1 ? "was" : "were"} finished first.`]),
    ...(givenUp === 0 ? [] : [`${counted(givenUp)} ${givenUp === 1 ? "was" : "were"} given up.`]),
  ].join(" ");

const defaultPort = 4173;

/**
 * Windows sends no SIGTERM, but SIGBREAK for Ctrl+Break and SIGHUP when the window is closed, and gives five seconds then. Elsewhere whoever
 * hears SIGHUP takes back what `nohup` said.
 */
const endings: readonly NodeJS.Signals[] =
  process.platform === "win32" ? ["SIGINT", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM"];

/** Until the process is told to end. */
const untilEnded = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of endings) process.once(signal, () => done());
  });

/** Opens the workspace and answers until the process is told to end; `onAddress` hears where. */
export const serveUntilEnded = async (
  context: Context,
  folder: string,
  { log = "text", ...where }: { readonly host: string; readonly port: number; readonly log?: LogTo["form"] },
  onAddress: (address: string) => void = () => {},
): Promise<void> => {
  // What answers leave behind is collected in small portions: their place would grow to fifty megabytes, and stay so.
  setFlagsFromString("--semi-space-growth-factor=1");
  // What the engine sets free it hands back at once, and not after a second: it reads this once, when it is loaded.
  process.env.DUCKDB_JE_MALLOC_CONF ??= "dirty_decay_ms:0,muzzy_decay_ms:0";
  const { startServer } = await context.parts.server();
  const hearing = hearingOf(context);
  const { io } = context;
  const write = (text: string): void => {
    hearing.progress.end();
    io.err(text);
  };
  const isDebugging = (io.env.QUARTERDECK_DEBUG ?? "") !== "";
  await using server = await startServer(folder, { ...where, log: { form: log, isDebugging, write } }, hearing);
  print(context, [
    `${server.name} is served at ${server.address}`,
    "It answers on this computer only. Ctrl+C ends it.",
  ]);
  onAddress(server.address);
  await untilEnded();
  const stopped = await server.stop();
  if (log !== "json") say(context, stoppedWords(stopped));
};

export const serveCommand: AddCommand = (program, context) =>
  withWorkspace(program.command("serve"))
    .description("serve the page and the API on this computer")
    .option("--port <n>", "the port; 0 takes any that is free", portNumber, defaultPort)
    .option("--host <address>", "the address; only this computer's own", "127.0.0.1")
    .addOption(
      new Option("--log <form>", "json: a line for each request; text: only what goes wrong")
        .choices(["json", "text", "off"])
        .default("text"),
    )
    .action((options: Options) => serveUntilEnded(context, workspaceFolder(context, options.workspace), options));
