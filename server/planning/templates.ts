import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { inAll, publishedThreads, visibleThreads } from "../access/visible-threads.ts";
import { now } from "../core/clock.ts";
import type { Kind } from "../core/kinds.ts";
import { Conflict, Invalid, NotFound } from "../core/problems.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { type ActivityFields, besideOf, onDate, type TemplateActivity, withoutDate } from "./beside.ts";
import { draftFor } from "./draft-facts.ts";
import type { Origin } from "./inputs.ts";
import { createDraft, ownTownOf } from "./save-draft.ts";

/** So many are enough, and a list that can be looked through. */
const MOST_TEMPLATES = 100;

export interface TemplateItem {
  id: number;
  name: string;
  kind: Kind;
  title: string;
  /** Whether it says where and when, so that a date can be given. */
  dated: boolean;
  createdAt: string;
}

/** A town's templates, by name. */
export async function templatesOf(actor: Actor, townId: number): Promise<TemplateItem[]> {
  allow(actor, "readPlans", { townId });
  const rows = await db.template.findMany({ where: { townId }, orderBy: [{ name: "asc" }, { id: "asc" }], take: MOST_TEMPLATES });
  return rows.map(templateItem);
}

const templateItem = ({ id, name, kind, title, activity, createdAt }: Template): TemplateItem => ({
  id,
  name,
  kind,
  title,
  dated: activity !== null,
  createdAt: createdAt.toISOString(),
});

/** Keeps a draft's or an own thread's text for the next time. @throws NotFound, Invalid, Conflict (too many) */
export async function saveTemplate(actor: Actor, { name, ...from }: Origin & { name: string }): Promise<TemplateItem> {
  const townId = ownTownOf(actor);
  return transact(async (tx) => {
    if ((await tx.template.count({ where: { townId } })) >= MOST_TEMPLATES) throw new Conflict("tooManyTemplates");
    const content = await contentOf(tx, actor, townId, from);
    return templateItem(await tx.template.create({ data: { townId, name, ...content, createdById: actor.id!, createdAt: now() } }));
  });
}

/** The title of what a template is to be made of. @throws NotFound, Invalid */
export const titleToKeep = async (actor: Actor, from: Origin): Promise<string> => (await contentOf(db, actor, ownTownOf(actor), from)).title;

type From = Pick<Tx, "draft" | "approvalStep" | "approvalMember" | "account" | "thread"> | typeof db;

async function contentOf(tx: From, actor: Actor, townId: number, { draftId, threadId }: Origin) {
  if (draftId !== undefined) {
    const { kind, title, body, activity } = (await draftFor(tx, actor, draftId)).draft;
    return { kind, title, body, activity: activityColumn(withoutDate(besideOf(activity))) };
  }
  if (threadId === undefined) throw new Invalid([{ path: "draftId", key: "required" }]);
  const thread = await tx.thread.findFirst({
    where: { id: threadId, openedForTownId: townId, ...inAll(publishedThreads, visibleThreads(actor)).where },
    select: { kind: true, title: true, activity: true, posts: { where: { seq: 0 }, select: { body: true } } },
  });
  if (!thread) throw new NotFound();
  const { kind, title, activity, posts } = thread;
  const fields = activity && (JSON.parse(JSON.stringify(activity)) as ActivityFields); // instants as text, as a draft keeps them
  return { kind, title, body: posts[0]!.body, activity: activityColumn(withoutDate({ activity: fields })) };
}

const activityColumn = (activity: TemplateActivity | null): string | null => activity && JSON.stringify(activity);

/** A new draft with a template's text. @param date of its activity (YYYY-MM-DD); null: left open */
export async function draftFromTemplate(actor: Actor, id: number, date: string | null): Promise<{ id: number }> {
  return onTemplate(actor, id, async (tx, { townId, kind, title, body, activity }) => {
    const fields = activity === null ? null : onDate(JSON.parse(activity) as TemplateActivity, date);
    return createDraft(tx, actor.id!, townId, { kind, title, body, activity: fields, publishAt: null });
  });
}

/** Gives a template another name. */
export const renameTemplate = (actor: Actor, id: number, name: string): Promise<TemplateItem> =>
  onTemplate(actor, id, async (tx, template) => {
    stillThere(await tx.template.updateMany({ where: { id }, data: { name } }));
    return templateItem({ ...template, name });
  });

/** Drafts and threads that were made from it stay. */
export const deleteTemplate = (actor: Actor, id: number): Promise<void> =>
  onTemplate(actor, id, async (tx) => stillThere(await tx.template.deleteMany({ where: { id } })));

/** @throws NotFound when a colleague deleted it at the same moment */
function stillThere({ count }: { count: number }): void {
  if (count === 0) throw new NotFound();
}

type Template = NonNullable<Awaited<ReturnType<Tx["template"]["findUnique"]>>>;

async function onTemplate<T>(actor: Actor, id: number, act: (tx: Tx, template: Template) => Promise<T>): Promise<T> {
  const townId = ownTownOf(actor);
  return transact(async (tx) => {
    const template = await tx.template.findFirst({ where: { id, townId } });
    if (!template) throw new NotFound();
    return act(tx, template);
  });
}
