/** What every page asks first, and where we stand: asked while the page's code is still being read, and handed over once. */
import { asked, scopeIn } from "../scope/scope.ts";
import { parseSearch } from "../scope/search.ts";
import { everyPage, json, root, scorecardPath } from "./paths.ts";

type Early = Promise<Response | undefined>;

const answers = new Map<string, Early>();

// What fails here is asked again by whoever needs it, and told there.
const ask = (path: string): Early => fetch(`${root}${path}`, { headers: json }).catch(() => undefined);

/** An empty workspace has no figures: a browser would tell of the refusal on its console. */
const holdsData = async (workspace: Early): Promise<boolean> => {
  const told: unknown = await (await workspace)
    ?.clone()
    .json()
    .catch(() => null);
  return typeof told === "object" && told !== null && "watermark" in told && told.watermark !== null;
};

export const askEarly = ({ pathname, search }: Location): void => {
  for (const path of Object.values(everyPage)) answers.set(path, ask(path));
  if (pathname !== "/") return;
  const standing = scorecardPath(asked(scopeIn(parseSearch(search))));
  const known = holdsData(answers.get(everyPage.workspace) ?? Promise.resolve(undefined));
  answers.set(
    standing,
    known.then((isThere) => (isThere ? ask(standing) : undefined)),
  );
};

/** The answer that was asked for early, if it was and nobody has taken it yet. */
export const takeEarly = async (path: string): Promise<Response | undefined> => {
  const answer = answers.get(path);
  answers.delete(path);
  return answer;
};
