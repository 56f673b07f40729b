/** A problem document (RFC 9457). */
import { z } from "zod";

export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().describe("What is wrong, as the command line says it."),
  hint: z.string().describe("What to do."),
  facts: z.record(z.string(), z.unknown()),
});
