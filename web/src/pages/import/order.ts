/** In which order stages come into the process, as somebody moves them. */

/** What was moved as it was moved, and what was not after it, as it came. */
export const ordered = <One extends { readonly id: string }>(
  all: readonly One[],
  order: readonly string[],
): readonly One[] => [
  ...order.flatMap((id) => all.find((one) => one.id === id) ?? []),
  ...all.filter(({ id }) => !order.includes(id)),
];

/** The two of them changed places. */
export const moved = (order: readonly string[], one: string, other: string): readonly string[] =>
  order.map((id) => (id === one ? other : id === other ? one : id));
