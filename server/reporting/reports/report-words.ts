import { Temporal } from "@js-temporal/polyfill";
import type { Month } from "../../calendar/month.ts";
import { KINDS } from "../../core/kinds.ts";
import type { Policy } from "../../quota/policy/policy.ts";
import type { Standing } from "./report.ts";
import type { Note, Say } from "./report-sheet.ts";

/** Until when the figures are good, in the site's time zone. */
export const leadOf = ({ closedAt, madeAt }: Standing, say: Say, timeZone: string): string =>
  closedAt ? say("report.closed", { at: minuteOf(closedAt, timeZone) }) : say("report.live", { at: minuteOf(madeAt, timeZone) });

/** How every figure is made, by which policy, and on which terms it may be used. */
export function notesOf(policy: Policy, say: Say): Note[] {
  const perKind = KINDS.filter((kind) => policy.perKind[kind]).map((kind) => `${say(`kind.${kind}`)} ${policy.perKind[kind]}`);
  const note = (key: string, args: Record<string, unknown> = {}): Note => ({ label: say(`report.noteLabel.${key}`), text: say(`report.note.${key}`, args) });
  return [
    note("target", {
      count: policy.target,
      kinds: listed(
        policy.kinds.map((kind) => say(`kind.${kind}`)),
        say,
      ),
    }),
    ...(perKind.length > 0 ? [note("perKind", { kinds: listed(perKind, say) })] : []),
    note("credited", {
      count: policy.minimumCharacters,
      withPicture: policy.minimumCharactersWithPicture,
      percent: Math.round(policy.duplicateThreshold * 100),
    }),
    note("participation"),
    note("attainment"),
    note("close", { count: policy.settlementDay, approval: policy.approvalDays }),
    note("licence"),
  ];
}

/** A month in the words of a title. */
export const monthTitle = (month: Month, say: Say): { year: string; month: string } => ({ year: month.slice(0, 4), month: monthShort(month, say) });

export const monthShort = (month: Month, say: Say): string => say(`monthShort.${month.slice(5)}`);

const listed = (words: readonly string[], say: Say): string => words.join(say("report.separator"));

const minuteOf = (iso: string, timeZone: string): string =>
  Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: "minute" }).replace("T", " ");
