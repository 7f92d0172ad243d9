import type { Actor } from "../access/actor.ts";
import { presentMonth } from "../calendar/present-month.ts";
import { now } from "../core/clock.ts";
import type { Kind } from "../core/kinds.ts";
import { ASKING, KINDS } from "../core/kinds.ts";
import { type Pager, pagerOf } from "../core/paging.ts";
import { NotFound } from "../core/problems.ts";
import { newThreadUrl, url } from "../core/urls.ts";
import { type TownLine, townLineOf } from "../quota/counting/counter.ts";
import { type Freshness, freshnessOf } from "../quota/counting/freshness.ts";
import type { Counter } from "../quota/counting/standing.ts";
import { settings } from "../settings/settings.ts";
import { THREAD_ORDERS, THREAD_STAGES, type ThreadOrder, type ThreadStage } from "../threads/inputs.ts";
import { type ThreadRow, type TownLink, threadRows } from "../threads/thread-rows.ts";

export const THREADS_PER_PAGE = 20;
/** All of them: what is pinned is left out of the list below. */
const MOST_PINNED = 100;

export interface ListQuery {
  kind?: Kind | undefined;
  /** Of questions and opinions; other kinds have none. */
  stage?: ThreadStage | undefined;
  order: ThreadOrder;
  cursor?: string | undefined;
}

export interface ThreadList {
  kind: Kind | null;
  order: ThreadOrder;
  tabs: { kind: Kind | null; url: string; current: boolean }[];
  orders: { order: ThreadOrder; url: string; current: boolean }[];
  /** Empty where the list holds nothing that is answered. */
  stages: { stage: ThreadStage | null; url: string; current: boolean }[];
  threads: ThreadRow[];
  pager: Pager;
  newUrl: string;
}

export interface BoardPage extends ThreadList {
  town: TownLink;
  counter: Counter;
  freshness: Freshness;
  lastPublishedAt: string | null;
  quotaUrl: string;
  pinned: ThreadRow[];
}

/** A town's board. @throws NotFound, Invalid (unknown cursor) */
export async function boardPage(actor: Actor, slug: string, query: ListQuery): Promise<BoardPage> {
  const town = await townLineOf(slug, presentMonth());
  if (!town) throw new NotFound();
  const pinnedShown = !query.cursor && query.order !== "unanswered";
  const [list, pinned] = await Promise.all([
    threadList(actor, `/towns/${town.slug}`, query, town),
    pinnedShown
      ? threadRows({ townId: town.id, kind: query.kind, stage: stageOf(query), order: "active", pinned: true }, MOST_PINNED, undefined, actor)
      : { rows: [] },
  ]);
  const { slug: address, name, url: boardUrl, counter, quotaUrl, lastPublishedAt } = town;
  const freshness = freshnessOf(lastPublishedAt, now(), await settings());
  return { ...list, town: { slug: address, name, url: boardUrl }, counter, freshness, lastPublishedAt, quotaUrl, pinned: pinned.rows };
}

/** The threads of every town. */
export const threadsPage = (actor: Actor, query: ListQuery): Promise<ThreadList> => threadList(actor, "/threads", query);

async function threadList(actor: Actor, path: string, query: ListQuery, town?: TownLine): Promise<ThreadList> {
  const { kind, order, cursor } = query;
  const stage = stageOf(query) ?? null;
  const link = (to: { kind?: Kind | null; stage?: ThreadStage | null; order?: ThreadOrder; cursor?: string | null }) => {
    const { kind: k = kind ?? null, stage: s = stage, order: o = order, cursor: c = null } = to;
    return url(path, { kind: k, stage: mayHaveStage(k) ? s : null, order: o === "active" ? null : o, cursor: c });
  };
  const asks = stage !== null || (kind !== undefined && ASKING.includes(kind));
  // What waits longest stands among what waits: no other stage goes with that order.
  const orderWith = (to: ThreadStage | null) => (to === null || to === "waiting" || order !== "unanswered" ? order : "active");
  const filter = { townId: town?.id, kind, stage: stage ?? undefined, order, ...(town && order !== "unanswered" ? { pinned: false } : {}) };
  const { rows, nextCursor } = await threadRows(filter, THREADS_PER_PAGE, cursor, actor);
  return {
    kind: kind ?? null,
    order,
    tabs: [null, ...KINDS].map((each) => ({ kind: each, url: link({ kind: each }), current: each === (kind ?? null) })),
    orders: THREAD_ORDERS.map((each) => ({
      order: each,
      url: link({ order: each, ...(each === "unanswered" && stage !== "waiting" && { stage: null }) }),
      current: each === order,
    })),
    stages: asks ? [null, ...THREAD_STAGES].map((each) => ({ stage: each, url: link({ stage: each, order: orderWith(each) }), current: each === stage })) : [],
    threads: rows,
    pager: pagerOf((to) => link({ cursor: to }), { cursor, nextCursor }),
    newUrl: newThreadUrl(town?.slug, kind),
  };
}

const stageOf = ({ kind, stage }: Pick<ListQuery, "kind" | "stage">): ThreadStage | undefined => (mayHaveStage(kind) ? stage : undefined);
const mayHaveStage = (kind: Kind | null | undefined): boolean => kind == null || ASKING.includes(kind);
