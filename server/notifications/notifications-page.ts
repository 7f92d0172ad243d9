import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { keysetPage, type Pager, pagerOf, readIdCursor } from "../core/paging.ts";
import { url } from "../core/urls.ts";
import { db } from "../data/client.ts";
import type { Saying } from "./letter.ts";
import type { NotificationItem } from "./outputs.ts";
import { sentencesOf, type Words } from "./sentences.ts";
import { unreadOf } from "./unread.ts";

/** `openUrl` is the form that opens it. */
export type NotificationView = NotificationItem & { openUrl: string };

export interface NotificationsPage {
  notifications: NotificationView[];
  unread: number;
  nextCursor: string | null;
  pager: Pager;
}

/** What the actor was told, newest first. @throws SignInNeeded */
export async function notificationsPage(
  actor: Actor,
  words: Words,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<NotificationsPage> {
  allow(actor, "editOwnAccount", { id: actor.id ?? 0 });
  const before = readIdCursor(cursor);
  const found = await db.notification.findMany({
    where: { accountId: actor.id, ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const { rows, nextCursor } = keysetPage(found, limit, ({ id }) => [id]);
  return {
    notifications: rows.map((row) => view(row, words)),
    unread: await unreadOf(actor.id),
    nextCursor,
    pager: pagerOf((to) => url("/me/notifications", { cursor: to }), { cursor, nextCursor }),
  };
}

interface Row {
  id: number;
  kind: string;
  args: string;
  path: string;
  createdAt: Date;
  readAt: Date | null;
}

function view({ id, kind, args, path, createdAt, readAt }: Row, words: Words): NotificationView {
  const { also, ...own } = JSON.parse(args) as Saying["args"] & { also?: Saying[] };
  return {
    id,
    kind,
    sentences: sentencesOf(words, { kind, args: own as Saying["args"], ...(also && { also }) }),
    url: url(path),
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
    openUrl: url(`/me/notifications/${id}`),
  };
}
