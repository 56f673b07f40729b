/** Saved views: a name, and an address of the page. */
import { z } from "zod";

/** Neither control characters nor half of a letter, and nothing before or after. */
const nameForm = /^(?![\s\p{C}])[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+(?<!\s)$/u;

/** Steps of a path as they stand in an address; `//elsewhere.example` would be another site. */
const pathForm = /^\/$|^(\/[\w.~!$&'()*+,;=:@%-]+)+$/;
const searchForm = /^(\?[\w.~!$&'()*+,;=:@%/?-]*)?$/;

const upwards = /^(\.|%2e){1,2}$/i;

/** A page of ours: not the API, not a way out of where it stands. */
const isPage = (path: string): boolean => {
  const steps = path.split("/").slice(1);
  return steps[0] !== "api" && steps[0] !== "metrics" && !steps.some((step) => upwards.test(step));
};

const isReadable = (text: string): boolean => {
  try {
    decodeURIComponent(text.replaceAll("+", " "));
    return true;
  } catch {
    return false;
  }
};

export const viewName = z
  .string()
  .min(1)
  .max(80)
  .regex(nameForm, "must be a name without line breaks or spaces around it");

export const viewBody = z.strictObject({
  name: viewName.optional().describe("Another name for it; without it the one of the address."),
  path: z
    .string()
    .max(500)
    .regex(pathForm, "must be the path of a page such as /kpi/win_rate")
    .refine((path) => isPage(path) && isReadable(path), "must be the path of a page such as /kpi/win_rate"),
  search: z
    .string()
    .max(4000)
    .regex(searchForm, "must be empty or begin with a question mark, escaped as in an address")
    .refine(isReadable, "must be escaped as in an address")
    .default(""),
});

export const viewSchema = z.strictObject({
  name: z.string(),
  path: z.string(),
  search: z.string(),
  version: z.string().describe("Another one after each change: its ETag, without the quotes."),
});

export const viewsSchema = z.strictObject({ views: z.array(viewSchema) });
