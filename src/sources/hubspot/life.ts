/** The life cycle of a HubSpot contact: a label and the value behind it are one stage. */
const labels = [
  "Subscriber",
  "Lead",
  "Marketing Qualified Lead",
  "Sales Qualified Lead",
  "Opportunity",
  "Customer",
  "Evangelist",
  "Other",
] as const;

const internal = (label: string): string => label.replaceAll(" ", "").toLowerCase();

const mapOf = (cellOf: (label: string, index: number) => readonly (readonly [string, string])[]): string =>
  `{${labels
    .flatMap(cellOf)
    .map(([word, becomes]) => `${word}: ${JSON.stringify(becomes)}`)
    .join(", ")}}`;

/** Label or value -> stage. */
export const lifeStage = mapOf((label) =>
  [label, internal(label)].map((word) => [word, `Lead: ${internal(label)}`] as const),
);

/** Label or value -> place. */
export const lifePlace = mapOf((label, index) =>
  [label, internal(label)].map((word) => [word, String(index + 1)] as const),
);

const ofColumns: Readonly<Record<string, string>> = {
  Opportunity: "n Opportunity",
  Evangelist: "n Evangelist",
  Other: "n Other Lifecycle",
};

/** What stands between `Became a` and `Date` in a column's name -> stage. */
export const becameStage = mapOf((label) => [[ofColumns[label] ?? label, `Lead: ${internal(label)}`]]);
