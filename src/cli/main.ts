#!/usr/bin/env node
/** The entry of the command line. */
import { brokenOff, failureOf, failureText } from "./failure.ts";
import { processIo } from "./io.ts";
import { run } from "./run.ts";
import { wired } from "./wire.ts";

// Whoever reads us may stop reading (`| head`): that is no error. Windows may call it the end of a file.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || error.code === "EOF") process.exit(0);
    const failure = failureOf(error);
    process.stderr.write(failureText(failure, "words", false));
    process.exit(failure.exitCode);
  });

const flushed = (stream: NodeJS.WriteStream): Promise<void> => new Promise((done) => stream.write("", () => done()));

const exitCode = await run(process.argv.slice(2), { io: processIo(), parts: wired() });
await flushed(process.stdout);
await flushed(process.stderr);
// A shell's loop ends with the command only where the signal itself ended it; Windows would end the process with another code.
if (exitCode === brokenOff && process.platform !== "win32") process.kill(process.pid, "SIGINT");
else process.exit(exitCode);
