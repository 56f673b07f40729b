/** What spend of one campaign and day is told by where an export goes into it: as many rows as the campaign has ad sets, ads and the like. */
import type { SuggestedColumn } from "./suggested.ts";

const parts = new Set(
  `kind costtype spendtype adid adname ad adsetid adsetname adset adgroupid adgroupname adgroup creativeid creativename
  keyword placement platform publisherplatform network device age gender anzeigenid anzeigenname anzeige anzeigengruppenid
  anzeigengruppenname anzeigengruppe nomdelapublicite ensembledepublicites nombredelanuncio conjuntodeanuncios`.split(
    /\s+/,
  ),
);

const isPart = (column: string): boolean => parts.has(column.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ""));

/** All that tell the rows of a campaign and day apart are its kind, by their whole names alone: what changes later would make the same spend another. */
export const withCampaignParts = (table: string, columns: readonly SuggestedColumn[]): readonly SuggestedColumn[] =>
  table !== "spend"
    ? columns
    : columns.map((one) =>
        one.to === null && one.timeOf === null && isPart(one.column) ? { ...one, to: "kind", confidence: 0.9 } : one,
      );
