/** The numbers of a cell that records can be opened of: its own two, and counts that stand beside it. */
export const partNames = [
  "num",
  "den",
  "entered",
  "left",
  "advanced",
  "dropped",
  "moved_back",
  "moved_aside",
  "lost",
  "still_there",
  "moved_away",
] as const;
export type PartName = (typeof partNames)[number];
