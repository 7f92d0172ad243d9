import type { Month } from "../../calendar/month.ts";
import type { Correction, FrozenMonth, FrozenTown } from "../../quota/closing/frozen-month.ts";
import type { Rates } from "../../quota/counting/standing.ts";

/** How the bulletin's language says things. */
export interface Wording {
  t(key: string, args?: Record<string, unknown>): string;
  month(month: Month): string;
  /** The date of an instant in the site's zone. */
  date(iso: string): string;
  percent(rate: number | null): string;
}

/** The table of more towns than this is left to the page of the month. */
const MOST_ROWS = 200;

export interface BulletinText {
  title: string;
  /** Markdown, as threads are written. */
  body: string;
}

/**
 * The written report of a closed month: the same frozen month, corrections and language always give the same text. It names nobody's
 * place: whether standings are public is a setting. Source: domain.md, Words, `bulletin`; issue, point 6.
 */
export function bulletinOf(frozen: FrozenMonth, corrections: readonly Correction[], say: Wording): BulletinText {
  const { t } = say;
  const month = say.month(frozen.month);
  const sections: [string, string][] = [
    [t("bulletin.overall"), overall(frozen, say)],
    [t("bulletin.table"), table(frozen, say)],
    [t("bulletin.met"), names(frozen.towns.filter(isStatus("met")), say)],
    [
      t("bulletin.missed"),
      names(frozen.towns.filter(isStatus("missed")), say, ({ credited, target, short }) => t("bulletin.missing", { credited, target, count: short })),
    ],
    [t("bulletin.exempt"), names(frozen.towns.filter(isStatus("exempt")), say, ({ exemption }) => t("bulletin.inBrackets", { text: plain(exemption ?? "") }))],
    [
      t("bulletin.stale", { days: frozen.staleDays }),
      names(
        frozen.towns.filter((town) => town.stale && town.status !== "not_on_duty"),
        say,
      ),
    ],
    [
      t("bulletin.overdue"),
      names(
        frozen.towns.filter(({ onTime }) => onTime.overdue > 0),
        say,
        ({ onTime }) => t("bulletin.overdueCount", { count: onTime.overdue }),
      ),
    ],
    ...(corrections.length > 0 ? [[t("bulletin.corrections"), corrected(frozen, corrections, say)] as [string, string]] : []),
  ];
  const numbered = sections.map(([heading, text], index) => `## ${t("bulletin.numbered", { number: t(`bulletin.numeral.${index + 1}`), heading })}\n\n${text}`);
  const closing = t("bulletin.closing", { date: say.date(frozen.closedAt) });
  return { title: t("bulletin.titleOf", { month }), body: [t("bulletin.opening", { month }), ...numbered, closing].join("\n\n") };
}

function overall({ rates, credited, previous, policy }: FrozenMonth, { t, percent }: Wording): string {
  const both = ({ onDuty, participating, met, participationRate, attainmentRate }: Rates) => ({
    participation: t("bulletin.rate", { percent: percent(participationRate), part: participating, whole: onDuty }),
    attainment: t("bulletin.rate", { percent: percent(attainmentRate), part: met, whole: onDuty }),
  });
  const duty = t("bulletin.duty", { count: rates.onDuty, target: policy.target, credited, ...both(rates) });
  if (!previous) return duty;
  const more = credited - previous.credited;
  const change = t(more === 0 ? "bulletin.same" : more > 0 ? "bulletin.more" : "bulletin.fewer", { count: Math.abs(more) });
  return `${duty}\n\n${t("bulletin.before", { ...both(previous.rates), change })}`;
}

function table({ towns, policy }: FrozenMonth, { t }: Wording): string {
  const listed = towns.filter(({ status }) => status !== "not_on_duty");
  if (listed.length > MOST_ROWS) return t("bulletin.tooMany", { count: listed.length });
  if (listed.length === 0) return t("bulletin.nobody");
  const row = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  const head = [t("bulletin.town"), t("bulletin.credited"), ...policy.kinds.map((kind) => t(`kind.${kind}`)), t("bulletin.target"), t("bulletin.status")];
  const rows = listed.map((town) =>
    row([plain(town.name), town.credited, ...policy.kinds.map((kind) => town.byKind[kind]), town.target, t(`status.${town.status}`)]),
  );
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function names(towns: readonly FrozenTown[], { t }: Wording, remark: (town: FrozenTown) => string = () => ""): string {
  if (towns.length === 0) return t("bulletin.nobody");
  return t("bulletin.list", { count: towns.length, names: towns.map((town) => plain(town.name) + remark(town)).join(t("bulletin.and")) });
}

function corrected({ towns }: FrozenMonth, corrections: readonly Correction[], { t }: Wording): string {
  const nameOf = (id: number) => plain(towns.find((town) => town.id === id)?.name ?? "");
  return corrections
    .map(({ townId, before, after, reason }) => `- ${t("bulletin.correction", { town: nameOf(townId), before, after, reason: plain(reason) })}`)
    .join("\n");
}

const isStatus =
  (status: FrozenTown["status"]) =>
  (town: FrozenTown): boolean =>
    town.status === status;

/** A name as itself, whatever signs are in it: nothing of it is markup. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>|~#]/g, "\\$&");
