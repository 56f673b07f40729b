/** Where a member stands in a JSON object, as RFC 6901 has it: any name can be a member's, an empty one and `*` among them. */
export const memberPath = (name: string): string => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
