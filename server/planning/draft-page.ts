import type { Actor } from "../access/actor.ts";
import { can } from "../access/permissions.ts";
import { decisionsView, wayView } from "../approval/chain-view.ts";
import { threadUrl } from "../core/urls.ts";
import { db } from "../data/client.ts";
import { renderMarkup } from "../text/markup.ts";
import { type ApprovalRole, isPossible, type Step } from "./approval.ts";
import { type Beside, besideOf } from "./beside.ts";
import { draftFor, type FoundDraft } from "./draft-facts.ts";
import { itemsOf } from "./draft-rows.ts";
import type { ChainEntry, DraftItem } from "./outputs.ts";

/** A step of the chain as its page shows it. */
export interface ChainStep {
  role: ApprovalRole;
  state: "passed" | "waiting" | "ahead";
  /** Who can decide it. */
  holders: { displayName: string; deputy: boolean }[];
}

export interface DraftView extends DraftItem {
  townId: number;
  body: string;
  html: string;
  /** Where and when, or what it looks back on, as far as it is filled in. */
  beside: Beside;
  steps: ChainStep[];
  decisions: ChainEntry[];
  threadUrl: string | null;
  may: Record<"edit" | "send" | "withdraw" | "decide" | "discard" | "restore" | "template", boolean>;
}

/** A draft with its text and its chain. @throws NotFound */
export async function draftView(actor: Actor, id: number): Promise<DraftView> {
  const found = await draftFor(db, actor, id);
  const [[item], decisions, steps] = await Promise.all([itemsOf([found.draft]), decisionsOf(id), stepsOf(found)]);
  const { townId, body, threadId } = found.draft;
  const beside = besideOf(found.draft.activity);
  return {
    ...item!,
    townId,
    body,
    beside,
    html: renderMarkup(body),
    steps,
    decisions,
    threadUrl: threadId === null ? null : threadUrl(threadId),
    may: mayOf(actor, found),
  };
}

/** The same as the API tells it. */
export async function draftJson(actor: Actor, id: number) {
  const { steps, beside, threadUrl: _, townId: __, ...view } = await draftView(actor, id);
  return {
    ...view,
    activity: beside.activity ?? null,
    recap: beside.recap ?? null,
    private: beside.private === true,
    category: beside.category ?? null,
    chain: steps.map(({ role, state }) => ({ role, state })),
  };
}

function mayOf(actor: Actor, { draft, facts }: FoundDraft): DraftView["may"] {
  const plans = can(actor, "plan", draft);
  const own = (step: Step) => plans && isPossible(step, draft);
  return {
    edit: own("edit"),
    send: own("send"),
    withdraw: own("withdraw"),
    decide: can(actor, "decideDraft", facts),
    discard: own("discard"),
    restore: own("restore"),
    template: plans && draft.state !== "discarded",
  };
}

async function decisionsOf(draftId: number): Promise<ChainEntry[]> {
  const rows = await db.draftDecision.findMany({ where: { draftId }, orderBy: { id: "asc" }, omit: { id: true, draftId: true } });
  return (await decisionsView(rows)).map((entry) => ({ ...entry, by: entry.by! }));
}

async function stepsOf({ draft, chain }: FoundDraft): Promise<ChainStep[]> {
  const isPast = draft.state === "published" || draft.state === "scheduled";
  const way = await wayView(chain, isPast ? Number.POSITIVE_INFINITY : (draft.step ?? 0), draft.authorId);
  return way.map(({ step, state, signers }) => ({
    role: chain.roles[step - 1]!,
    state,
    holders: signers.map(({ displayName, deputy }) => ({ displayName, deputy })),
  }));
}
