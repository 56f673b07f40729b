/** What is said to a lead: calls, mails, messages and first meetings. */
import { pick, pickWeighted, type Random, whole } from "./random.ts";
import type { Activity, Arrival } from "./records.ts";

type Mix = readonly (readonly [Activity["type"], number])[];

export const firstTouches: Mix = [
  ["call", 48],
  ["email", 44],
  ["message", 8],
];
export const laterTouches: Mix = [
  ["call", 42],
  ["email", 44],
  ["message", 9],
  ["meeting", 5],
];
const subjects: Readonly<Record<Activity["type"], readonly string[]>> = {
  call: ["Intro call", "Follow-up call", "Left a voicemail", "Questions answered"],
  email: ["Your enquiry", "A short introduction", "Following up", "The material you asked for"],
  message: ["Short note", "Connected"],
  meeting: ["Discovery meeting", "Product walk-through"],
  other: ["Note"],
};

/** One id per mail, made of the record and the second. */
export const messageId = (record: string, at: number): string =>
  `<${record}.${Math.floor(at / 1000)}@mail.example.com>`.toLowerCase();

export const touchOf = (draw: Random, mix: Mix, at: number, person: string, lead: string): Activity => {
  const type = pickWeighted(draw, mix);
  return {
    type,
    at,
    person,
    lead,
    direction: type === "meeting" ? null : "outbound",
    status: "completed",
    seconds: type === "call" ? whole(draw, 20, 1300) : type === "meeting" ? 1800 : undefined,
    messageId: type === "email" ? messageId(lead, at) : undefined,
    subject: pick(draw, subjects[type]),
    attendees: type === "meeting" ? [person] : undefined,
  };
};

/** The machine's thanks, seconds after the form: no touch. */
export const thanks = (draw: Random, { id, at }: Arrival): Activity => {
  const sentAt = at + whole(draw, 5, 90) * 1000;
  return {
    type: "email",
    at: sentAt,
    person: null,
    lead: id,
    direction: "outbound",
    status: "completed",
    automated: true,
    messageId: messageId(id, sentAt),
    subject: "Thank you for your interest",
  };
};
