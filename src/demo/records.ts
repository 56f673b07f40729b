/** What happens in the demo company, before it is written as tables. Instants are UTC milliseconds, days local. */

export type RecordKind = "lead" | "opportunity";

export interface StageMove {
  readonly of: RecordKind;
  readonly id: string;
  readonly stage: string;
  readonly from: string | null;
  readonly at: number;
  readonly by: string | null;
}

export interface OwnerMove {
  readonly of: RecordKind;
  readonly id: string;
  readonly owner: string;
  readonly from: string;
  readonly at: number;
}

export interface ValueMove {
  readonly id: string;
  readonly field: "amount" | "currency" | "expected_close_on";
  readonly value: string;
  readonly from: string;
  readonly at: number;
}

export interface Activity {
  readonly type: "call" | "email" | "meeting" | "message" | "other";
  readonly at: number;
  readonly person: string | null;
  readonly lead?: string;
  readonly opportunity?: string;
  readonly direction: "outbound" | "inbound" | null;
  readonly status: "completed" | "scheduled" | "cancelled" | "no_show";
  readonly automated?: boolean;
  readonly internal?: boolean;
  readonly messageId?: string;
  readonly seconds?: number;
  readonly subject: string;
  readonly attendees?: readonly string[];
}

export type Sentiment = "positive" | "negative" | "neutral" | "unsubscribe" | "auto" | "unclassified";

export interface Response {
  readonly at: number;
  readonly lead?: string;
  readonly opportunity?: string;
  /** What it answers. */
  readonly to?: Activity;
  readonly person: string | null;
  readonly sentiment: Sentiment;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly segment: "small" | "mid_market" | "enterprise";
  readonly industry: string;
  readonly country: string;
  /** The team whose reps sell there. */
  readonly territory: "east" | "west" | "europe";
  readonly zone: string;
}

/** A lead as it comes in, before anybody has done anything. */
export interface Arrival {
  readonly id: string;
  readonly at: number;
  readonly dateOnly: boolean;
  readonly campaign: string | null;
  readonly channel: string | null;
  readonly source: string;
  readonly origin: "marketing" | "sales" | "partner" | "existing_customer";
  readonly account: Account;
  readonly namesAccount: boolean;
  readonly createdBy: string | null;
  readonly name: string;
  readonly email: string;
}

/** An opportunity on the day it is opened. */
export interface Opening {
  readonly at: number;
  readonly owner: string;
  readonly createdBy: string;
  readonly account: Account;
  readonly campaign: string | null;
  readonly type: "new" | "renewal" | "expansion";
  readonly lead: string | null;
}

/** A row of a canonical table by column name; absent is empty. */
export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;
