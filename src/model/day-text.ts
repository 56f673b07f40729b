/** Days and months as people write them: "20 Nov 2026", "Nov 2026". */
import { civilOf, dayNumber } from "./day.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const monthText = (date: string): string => {
  const { year, month } = civilOf(dayNumber(date));
  return `${months[month - 1] ?? ""} ${year}`;
};

export const dayText = (date: string): string => `${civilOf(dayNumber(date)).day} ${monthText(date)}`;
