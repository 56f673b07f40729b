/** Names that several bear: each is told apart by what it belongs to where that does, else by its id. */

export interface Named {
  readonly id: string;
  readonly name: string;
  /** What it belongs to: the pipeline of a stage, the team above a team. */
  readonly within?: string | null;
}

const timesOf = (words: readonly string[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
};

const placed = ({ name, within }: Named): string => `${name} (${within})`;

/** What each is called among the others: `Proposal` where one is called so, `Proposal (Partner)` or `Anna Smith (p12)` where several are. */
export const toldApart = (all: readonly Named[]): readonly string[] => {
  const names = timesOf(all.map(({ name }) => name));
  const isShared = ({ name }: Named): boolean => (names.get(name) ?? 0) > 1;
  const places = timesOf(all.filter(isShared).map(placed));
  return all.map((one) => {
    if (!isShared(one)) return one.name;
    const isAlone = typeof one.within === "string" && places.get(placed(one)) === 1;
    return isAlone ? placed(one) : `${one.name} (${one.id})`;
  });
};
