import type { Actor } from "../access/actor.ts";
import { postUrl, url } from "../core/urls.ts";
import { postFor } from "./personal.ts";
import { rowsOf } from "./post-rows.ts";
import type { ThreadRecord } from "./thread-facts.ts";

/** A post outside its place in the discussion. */
export interface PostAsSeen {
  id: number;
  author: string;
  url: string;
  historyUrl: string;
  html: string;
  createdAt: string;
  editedAt: string | null;
}

/** Posts of a thread that `actor` may read, as they may see them: masked, removed ones left out. */
export async function postsAsSeen(actor: Actor, thread: ThreadRecord, ids: readonly number[]): Promise<PostAsSeen[]> {
  if (ids.length === 0) return [];
  const rows = await rowsOf(thread.id, ids);
  return rows
    .filter(({ state }) => state === "published")
    .map((row) => ({
      id: row.id,
      author: row.displayName,
      url: postUrl(row),
      historyUrl: url(`/posts/${row.id}/history`),
      html: postFor(actor, thread, row).html,
      createdAt: row.createdAt.toISOString(),
      editedAt: row.editedAt?.toISOString() ?? null,
    }));
}
