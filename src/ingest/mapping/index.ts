export { absentColumns } from "./absent.ts";
export { lackingColumns } from "./lacking.ts";
export { candidatesOf, exportPart } from "./likeness.ts";
export { mentionedTables } from "./mentioned.ts";
export { parseMapping } from "./parse.ts";
export { type OfferedProcess, offeredProcess } from "./process.ts";
export { partOf, type Recognised, recognise } from "./recognise.ts";
export { type Mapping, mappingJsonSchema, type ProcessOffer } from "./schema.ts";
