/** What every page asks first, and where we stand: asked while the page's code is still being read, and handed over once. */
import { asked, scopeIn } from "../scope/scope.ts";
import { parseSearch } from "../scope/search.ts";
import { everyPage, json, root, scorecardPath } from "./paths.ts";

const answers = new Map<string, Promise<Response | undefined>>();

export const askEarly = ({ pathname, search }: Location): void => {
  const standing = pathname === "/" ? [scorecardPath(asked(scopeIn(parseSearch(search))))] : [];
  // What fails here is asked again by whoever needs it, and told there.
  for (const path of [...Object.values(everyPage), ...standing])
    answers.set(
      path,
      fetch(`${root}${path}`, { headers: json }).catch(() => undefined),
    );
};

/** The answer that was asked for early, if it was and nobody has taken it yet. */
export const takeEarly = async (path: string): Promise<Response | undefined> => {
  const answer = answers.get(path);
  answers.delete(path);
  return answer;
};
