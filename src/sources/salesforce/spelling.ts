/** In the texts beside this one `@` marks a field as Salesforce's API calls it. Whoever keeps its objects calls them so too, or by a rule. */
export type Spelling = (field: string) => string;

export const spelled = (text: string, spelling: Spelling): string =>
  text.replaceAll(/@(\w+)/g, (_, field: string) => spelling(field));

export const asTheApi: Spelling = (field) => field;

/** `StageName` -> `stage_name`, `Loss_Reason__c` -> `loss_reason_c`. */
export const snakeCase: Spelling = (field) =>
  field
    .replaceAll("__", "_")
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "_")
    .toLowerCase();
