/** Dimensions, and reasons for which records are left out, as people call them. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const dimensions: Readonly<Record<string, string>> = { activity_type: "activity type", hour: "hour of day" };

/** `activity_type` is "activity type", `attribute.Region` "Region", `account.attribute.Tier` "Tier of the account". */
export const dimensionName = (id: string): string => {
  const [, of, called] = /^(?:(account|campaign|person)\.)?attribute\.(.+)$/.exec(id) ?? [];
  if (called !== undefined) return `${called.replaceAll("_", " ")}${of === undefined ? "" : ` of the ${of}`}`;
  return dimensions[id] ?? id.replaceAll("_", " ");
};

const exclusions: Readonly<Record<string, string>> = {
  merged: "merged into another",
  test: "for test",
  deleted: "deleted",
  void: "void (created in error)",
  immature: "too young to judge",
  born_closed: "closed at the instant of creation",
  negative_duration: "ended before beginning",
  pre_contacted: "touched before creation",
  no_time: "without a time of day",
  no_close_date: "closed without a close date",
  no_history: "without a history",
  unknown_entry: "whose entry is not known",
  no_lead: "without a lead",
  no_dates: "without dates",
  scheduled: "only scheduled",
  cancelled: "cancelled",
  no_show: "where nobody came",
  automated: "automated",
  internal: "internal",
  duplicate: "logged twice",
};

/** Behind the number of records that are left out: `3 deleted`. */
export const exclusionText = (reason: string): string => exclusions[reason] ?? reason.replaceAll("_", " ");

/** A name that none of `taken` has, and they have then: of two `leads.csv` the second is `otherwise`, else `2/leads.csv`. */
export const apartFrom = (taken: Set<string>, wanted: string, otherwise = wanted): string => {
  let name = taken.has(wanted) ? otherwise : wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${count}/${wanted}`;
  taken.add(name);
  return name;
};
