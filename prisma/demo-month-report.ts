import type { Month } from "../server/calendar/month.ts";
import { db } from "../server/data/client.ts";
import { correctionsOf, frozenMonth } from "../server/quota/closing/frozen-month.ts";

type Print = (line: string) => void;

/** Every thread with what it counts for, or why not. */
export async function printThreads(print: Print): Promise<void> {
  print("\n# Threads");
  const threads = await db.thread.findMany({ where: { quotaMonth: { not: null } }, orderBy: { id: "asc" }, include: { town: { select: { slug: true } } } });
  for (const { id, town, kind, creditedMonth, quotaMonth, shortfall, similarity, grantReason } of threads) {
    const why = creditedMonth ? `counts toward ${creditedMonth}` : `${quotaMonth}: not credited (${shortfall})`;
    const like = similarity === null ? "" : `, ${Math.round(similarity * 100)} % the same as an earlier one`;
    print(`#${String(id).padStart(2)} ${town.slug.padEnd(11)} ${kind.padEnd(9)} ${why}${like}${grantReason ? `, granted: ${grantReason}` : ""}`);
  }
}

/** The reminders that were sent: when, to whom, which. */
export async function printReminders(print: Print, timeZone: string): Promise<void> {
  print("\n# Reminders");
  const at = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  const slugs = new Map((await db.town.findMany({ select: { id: true, slug: true } })).map(({ id, slug }) => [id, slug]));
  const sent = await db.reminder.findMany({ orderBy: [{ sentAt: "asc" }, { key: "asc" }] });
  for (const { sentAt, townId, stage, month } of sent)
    print(`${at.format(sentAt)}  ${(townId === null ? "administrators" : slugs.get(townId)!).padEnd(14)} ${stage} (${month})`);
}

/** The closed result, with the standings and the formula by which they were made. */
export async function printClosed(print: Print, month: Month): Promise<void> {
  const frozen = await frozenMonth(month);
  if (!frozen) throw new Error(`${month} was not closed`);
  const corrections = await correctionsOf(month);
  const { rates } = frozen;
  const percent = (rate: number | null) => (rate === null ? "–" : `${(rate * 100).toFixed(1)} %`);
  print(`\n# ${month}, closed at ${frozen.closedAt}`);
  print(
    `participation ${rates.participating}/${rates.onDuty} = ${percent(rates.participationRate)}, attainment ${rates.met}/${rates.onDuty} = ${percent(rates.attainmentRate)}, credited ${frozen.credited}`,
  );
  print("standings: met first, then on-time answers (%), then residents who took part; ties share a place; exempt and not on duty have none");
  const ranked = [...frozen.towns].sort((one, other) => (one.rank ?? 99) - (other.rank ?? 99) || one.id - other.id);
  for (const { id, rank, slug, credited, target, status, exemption, threadIds } of ranked) {
    const correction = corrections.get(id);
    const more = [exemption && `exempt: ${exemption}`, correction && `corrected to ${correction.after}: ${correction.reason}`].filter(Boolean).join("; ");
    print(
      `${String(rank ?? "–").padStart(2)}  ${slug.padEnd(11)} ${credited}/${target} ${status.padEnd(11)} threads ${threadIds.join(", ") || "–"}${more ? `  (${more})` : ""}`,
    );
  }
}
