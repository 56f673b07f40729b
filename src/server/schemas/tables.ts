/** The whole workspace in our own form: a file for each table. */
import { z } from "zod";

export const writtenTables = z.strictObject({
  id: z.string().describe("Under which its files are had: /tables/{id}/{table}."),
  tables: z.array(z.strictObject({ table: z.string(), rows: z.int(), size: z.int().describe("Bytes.") })).readonly(),
});

export const writtenParams = z.strictObject({ id: z.string().max(100) });

export const tableParams = z.strictObject({ id: z.string().max(100), table: z.string().max(100) });
