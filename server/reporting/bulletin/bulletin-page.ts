import type { Actor } from "../../access/actor.ts";
import { can } from "../../access/permissions.ts";
import { namesOf } from "../../accounts/names.ts";
import type { Month } from "../../calendar/month.ts";
import { NotFound } from "../../core/problems.ts";
import { threadUrl } from "../../core/urls.ts";
import { db } from "../../data/client.ts";

/** A bulletin as it is kept. */
export interface SavedBulletin {
  month: Month;
  title: string;
  body: string;
  version: number;
  editedAt: string;
  editedBy: string;
  /** Where it was published; null while it is a draft. */
  thread: { id: number; url: string } | null;
}

/** The saved bulletin of `month`; null where there is none, or a draft that `actor` may not read. */
export async function savedBulletin(actor: Actor, month: Month): Promise<SavedBulletin | null> {
  const row = await db.bulletin.findUnique({ where: { month } });
  if (!row || (row.threadId === null && !can(actor, "administrateQuota", {}))) return null;
  const nameOf = await namesOf([row.editedById]);
  const { title, body, version, editedAt, threadId } = row;
  return {
    ...{ month, title, body, version },
    editedAt: editedAt.toISOString(),
    editedBy: nameOf(row.editedById) ?? "",
    thread: threadId === null ? null : { id: threadId, url: threadUrl(threadId) },
  };
}

/** The same. @throws NotFound */
export async function bulletinToRead(actor: Actor, month: Month): Promise<SavedBulletin> {
  const bulletin = await savedBulletin(actor, month);
  if (!bulletin) throw new NotFound();
  return bulletin;
}
