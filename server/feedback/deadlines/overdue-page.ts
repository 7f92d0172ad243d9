import { z } from "zod";
import type { Actor } from "../../actor.ts";
import { now } from "../../clock.ts";
import { config } from "../../config.ts";
import { db } from "../../data/client.ts";
import { threadRowsOf } from "../../forum/thread-rows.ts";
import { type Pager, readCursor, writeCursor } from "../../paging.ts";
import { allow } from "../../people/permissions.ts";
import { threadUrl, url } from "../../urls.ts";
import { officeNames } from "../offices/offices.ts";
import { lastDayBefore } from "./deadlines.ts";

/** Overdue against its own limit; or left without an answer for so long that an inspection fails it (60 and 90 days). */
export const OVERDUE_VIEWS = ["overdue", "60", "90"] as const;
export type OverdueView = (typeof OVERDUE_VIEWS)[number];
export const OverdueQuery = z.object({ view: z.enum(OVERDUE_VIEWS).catch("overdue"), cursor: z.string().max(400).optional() });

export interface OverdueRow {
  id: number;
  url: string;
  title: string;
  town: string;
  office: string | null;
  receivedAt: string;
  dueDay: string;
  /** Whole days since receipt. */
  waitsDays: number;
  remindedAt: string | null;
  remindUrl: string;
}

export interface OverduePage {
  view: OverdueView;
  counts: Record<OverdueView, number>;
  rows: OverdueRow[];
  pager: Pager;
}

const DAY_MS = 24 * 3600 * 1000;
const ROWS_A_PAGE = 50;

/** The administrators' board of what is late; the list of 60 and 90 days stands apart from single deadlines (domain.md). */
export async function overduePage(actor: Actor, { view, cursor }: z.infer<typeof OverdueQuery>): Promise<OverduePage> {
  allow(actor, "administrateOffices", {});
  const at = now();
  const after = readCursor(cursor, z.tuple([z.iso.datetime(), z.number().int()]));
  const beyond = after && { OR: [{ receivedAt: { gt: new Date(after[0]) } }, { receivedAt: new Date(after[0]), threadId: { gt: after[1] } }] };
  const [found, names, counts] = await Promise.all([
    db.feedback.findMany({
      where: { AND: [filterOf(view, at), beyond ?? {}] },
      orderBy: [{ receivedAt: "asc" }, { threadId: "asc" }],
      take: ROWS_A_PAGE + 1,
      include: { steps: { where: { event: "reminded" }, orderBy: { id: "desc" }, take: 1, select: { at: true } } },
    }),
    officeNames(),
    countsAt(at),
  ]);
  const shown = found.slice(0, ROWS_A_PAGE);
  const threads = new Map(
    (
      await threadRowsOf(
        shown.map(({ threadId }) => threadId),
        actor,
      )
    ).map((row) => [row.id, row]),
  );
  const { timeZone } = config();
  const last = shown.at(-1);
  return {
    view,
    counts,
    rows: shown.flatMap(({ threadId, office, receivedAt, dueAt, steps }) => {
      const thread = threads.get(threadId);
      if (!thread || thread.removed) return [];
      return [
        {
          id: threadId,
          url: threadUrl(threadId),
          title: thread.title,
          town: thread.town.name,
          office: (office && names.get(office)?.name) || null,
          receivedAt: receivedAt.toISOString(),
          dueDay: lastDayBefore(dueAt, timeZone),
          waitsDays: Math.floor((at.getTime() - receivedAt.getTime()) / DAY_MS),
          remindedAt: steps[0]?.at.toISOString() ?? null,
          remindUrl: `${threadUrl(threadId)}/remind`,
        },
      ];
    }),
    pager: {
      firstUrl: cursor ? url("/admin/overdue", { view: view === "overdue" ? null : view }) : null,
      previousUrl: null,
      nextUrl: found.length > ROWS_A_PAGE && last ? url("/admin/overdue", { view, cursor: writeCursor([last.receivedAt.toISOString(), last.threadId]) }) : null,
    },
  };
}

/** How many there are of each. */
async function countsAt(at: Date): Promise<Record<OverdueView, number>> {
  const [overdue, sixty, ninety] = await Promise.all(OVERDUE_VIEWS.map((view) => db.feedback.count({ where: filterOf(view, at) })));
  return { overdue: overdue!, "60": sixty!, "90": ninety! };
}

const OPEN = { state: { in: ["received" as const, "assigned" as const] } };
const filterOf = (view: OverdueView, at: Date) =>
  view === "overdue" ? { ...OPEN, dueAt: { lte: at } } : { ...OPEN, receivedAt: { lte: new Date(at.getTime() - Number(view) * DAY_MS) } };
