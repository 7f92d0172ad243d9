import type { Actor } from "../access/actor.ts";
import type { ThreadFacts } from "../access/permissions.ts";
import { NotFound } from "../core/problems.ts";
import { postUrl } from "../core/urls.ts";
import type { PostJson } from "./outputs.ts";
import { postFor } from "./personal.ts";
import { type PostRow, postRow } from "./post-rows.ts";
import { readThread } from "./thread-facts.ts";

/** A post as the API answers it. @throws NotFound also to who may not read its thread */
export async function onePost(actor: Actor, id: number): Promise<PostJson> {
  const post = await postRow(id);
  if (!post) throw new NotFound();
  const thread = await readThread(actor, post.threadId);
  return postJson(actor, thread, post);
}

export const postJson = (reader: Actor, thread: Pick<ThreadFacts, "townId" | "offices">, row: PostRow): PostJson => jsonOf(postFor(reader, thread, row));

const jsonOf = (row: PostRow): PostJson => ({
  id: row.id,
  threadId: row.threadId,
  parentId: row.parentId,
  seq: row.seq,
  depth: row.depth,
  url: postUrl(row),
  author: { username: row.username, displayName: row.displayName, role: row.role },
  official: row.official,
  office: row.office,
  answers: row.answers,
  body: row.state === "published" ? row.body : null,
  html: row.state === "published" ? row.html : null,
  state: row.state,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
});
