/** Whether what a file tells of was done, is still to be done, or never was, as files say it: without it each row would count as done. */
import { spaced } from "./activity-type.ts";
import type { SuggestedColumn } from "./suggested.ts";

/** The first that fits is meant: what is not done yet has the word for done in it. */
const words: readonly (readonly [status: string, like: RegExp])[] = [
  ["no_show", /no[- ]?shows?\b|did ?n[o']?t (attend|show)|nicht erschienen|no asisti|niet verschenen/],
  [
    "cancelled",
    /cancel|re-?scheduled|not held|declined|abgesagt|abgelehnt|abgebrochen|storniert|verschoben|annul|geannuleerd|afgezegd|\breport[eé]e?s?\b/,
  ],
  [
    "scheduled",
    /\b(not|in)[- ]?(yet |fully )?(started|complete|completed|done|progress)\b|scheduled|planned|upcoming|pending|tentative|deferred|waiting|\bopen\b|\bto[- ]?do\b|geplant|nicht (begonnen|erledigt|abgeschlossen)|\bin (arbeit|bearbeitung)\b|offen|ausstehend|planifi|pr[eé]vu|[aà] faire|en (cours|attente)|programad|pendiente|abiert|gepland|openstaand|te doen|^(no|nein|non|nee|false|falsch|faux|0)$/,
  ],
  [
    "completed",
    /complete|\bdone\b|\bheld\b|finished|\bclosed\b|confirmed|erledigt|abgeschlossen|durchgef[uü]hrt|stattgefunden|beendet|termin[eé]|effectu[eé]|r[eé]alis[eé]|completad|realizad|finalizad|\bhech[oa]\b|afgerond|voltooid|gedaan|^(yes|ja|oui|s[ií]|true|wahr|vrai|1|x)$/,
  ],
];

/** Null: the word is none of ours. */
export const activityStatusOf = (word: string): string | null => {
  const text = spaced(word).trim();
  return words.find(([, like]) => like.test(text))?.[0] ?? null;
};

const names = new Set(
  `status activitystatus taskstatus callstatus meetingstatus eventstatus meetingoutcome outcome completed iscompleted done isdone
  erledigt abgeschlossen statut etat estado stato completado realizado hecho termine fait afgerond voltooid`.split(
    /\s+/,
  ),
);

/** By its whole name alone: the status of a lead beside a call is not that of the call. */
const isNamed = (column: string): boolean =>
  names.has(
    column
      .normalize("NFD")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, ""),
  );

/** The column that says it, by its name and by a word at least that means one of ours. */
export const withStatus = (table: string, columns: readonly SuggestedColumn[]): readonly SuggestedColumn[] => {
  if (table !== "activities") return columns;
  const said = columns.find(
    ({ column, to, timeOf, values }) =>
      to === null && timeOf === null && isNamed(column) && values.some((word) => activityStatusOf(word) !== null),
  );
  return columns.map((one) => (one === said ? { ...one, to: "status", confidence: 0.9 } : one));
};
