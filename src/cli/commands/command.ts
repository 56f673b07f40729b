/** A command adds itself to the program; what it does is read only when it is called. */
import type { Command } from "commander";
import type { Context } from "../context.ts";

export type AddCommand = (program: Command, context: Context) => Command;
