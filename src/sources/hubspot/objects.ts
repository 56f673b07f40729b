/** HubSpot's contacts and deals by their internal names, which files have and the API's objects: blocks of the mapping. */

interface Told {
  readonly from: string;
  /** How an id is found. */
  readonly id: string;
  /** The rows of those that were merged into another, and which column names that. */
  readonly merged: string;
  readonly survivor: string;
  /** Further columns. */
  readonly more?: string;
}

const mergedInto = ({ id, merged, survivor }: Told): string =>
  `merged_into: {lookup: {in: ${merged}, match: {part: ${id}}, take: ${survivor}}}
        merged_at: {lookup: {in: ${merged}, match: {part: ${id}}, take: createdate}}`;

export const contacts = (told: Told): string => `    - from: ${told.from}
      columns:
        lead_id: ${told.id}
        created_at: createdate
        name: {first_of: [{template: "{firstname} {lastname}"}, lastname, firstname]}
        email: email
        account_id: associatedcompanyid
        source: hs_analytics_source
        owner_id: hubspot_owner_id
        stage: {column: lifecyclestage, map: *life}
        ${mergedInto(told)}${told.more ?? ""}
      attributes: {company: company, lead_status: hs_lead_status, country: country}
      other_columns: drop`;

export const deals = (told: Told): string => `    - from: ${told.from}
      columns:
        opportunity_id: ${told.id}
        created_at: createdate
        name: dealname
        owner_id: hubspot_owner_id
        type: {column: dealtype, map: {newbusiness: new, existingbusiness: expansion}, default: {constant: ""}}
        pipeline_id: pipeline
        amount: {column: amount, money: {thousands: ","}}
        currency: deal_currency_code
        expected_close_on: {column: closedate, dated: true, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        stage: dealstage
        closed_at:
          first_of:
            - {column: closedate, when: {hs_is_closed: {yes: true}}}
            - {column: closedate, when: {hs_is_closed: {empty: true}}}
        lost_reason: closed_lost_reason
        ${mergedInto(told)}${told.more ?? ""}
      attributes: {source: hs_analytics_source, probability: hs_deal_stage_probability}
      other_columns: drop`;

/** The API's objects as they come, and as its clients flatten them: every property with its versions. */
export const histories = (kind: "deal" | "contact", take: string): string => `  ${kind}s_opened:
    from: ${kind}_objects
    open: {column: properties, take: [hs_object_id, ${take}, hs_merged_object_ids]}
  # A version is no change: what is written again is what it was.
  ${kind}_versions: {from: ${kind}_objects, each: {column: propertiesWithHistory, take: [value, timestamp]}}
  ${kind}_cells: {from: ${kind}_versions_wide, unpivot: {columns: propertiesWithHistory.*}}
  ${kind}_cell_versions: {from: ${kind}_cells, each: {column: value, take: [value, timestamp]}}
  ${kind}_turns: {from: ${kind}_versions, changes: {of: value, by: [id, name], time: timestamp}}
  ${kind}_cell_turns: {from: ${kind}_cell_versions, changes: {of: value, by: [id, name], time: timestamp}}`;

/** Merged records name those that are gone in a list. */
export const mergedOf = (
  name: string,
  from: string,
  column = "hs_merged_object_ids",
): string => `  ${name}: {from: ${from}, split: {column: ${column}, by: ";"}}
  ${name}_once: {from: ${name}, first_by: part}`;

/** A record that was merged into another leaves the export: where it came earlier, it is told by the list of the one that stays. */
export const gone = (id: "lead_id" | "opportunity_id", from: string, survivor: string): string => `    - from: ${from}
      known_only: true
      columns: {${id}: part, merged_into: ${survivor}}
      other_columns: drop`;
