/** The address as the page's memory: what is asked stands in it, in words that people can read and change. */

/** Every parameter by name; several of one name are a list. */
export type Search = Readonly<Record<string, string | readonly string[] | undefined>>;

const lists = new Set(["where"]);

export const parseSearch = (text: string): Search => {
  const found: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = found[key];
    if (lists.has(key)) found[key] = [...(Array.isArray(before) ? before : []), value];
    else found[key] = value;
  }
  return found;
};

/** Letters that need no escape in a query stay as they are: links are read by people. */
const readable = (text: string): string =>
  text.replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%7E", "~").replaceAll("%2F", "/");

export const stringifySearch = (search: Search): string => {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(search))
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === "string" && one !== "") parameters.append(key, one);
  const text = readable(parameters.toString());
  return text === "" ? "" : `?${text}`;
};
