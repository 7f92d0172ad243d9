import type { Actor } from "../access/actor.ts";
import { can, type ThreadFacts } from "../access/permissions.ts";
import { postUrl, threadUrl, url } from "../core/urls.ts";
import type { Answers } from "./official-post.ts";
import { postFor } from "./personal.ts";
import type { PostRow } from "./post-rows.ts";
import type { AuthorView } from "./thread-rows.ts";
import { SENSIBLE_DEPTH } from "./tree.ts";

/** A post as pages show it. */
export interface PostView {
  id: number;
  anchor: string;
  url: string;
  seq: number;
  /** The indent: no deeper than is sensible. */
  depth: number;
  deep: boolean;
  inReplyTo: { url: string; author: string } | null;
  author: AuthorView;
  official: boolean;
  /** The final answer of an office, or a word on the way, in the office's name. */
  answers: Answers | null;
  createdAt: string;
  editedAt: string | null;
  /** Null when it is removed: a marker stands in its place. */
  html: string | null;
  /** What this reader sees of personal numbers: nothing to hide, hidden, or shown although hidden from others. */
  personal: "none" | "hidden" | "shown";
  version: number;
  listedReplies: number;
  parentId: number | null;
  may: { reply: boolean; edit: boolean; remove: boolean; restore: boolean };
  replyUrl: string;
  quoteUrl: string;
  editUrl: string;
  historyUrl: string;
  actionUrl: string;
}

/** How `actor` sees a post of `thread`. @param inTree whether the page's order shows what answers what */
export function postView(actor: Actor, thread: ThreadFacts & { id: number }, row: PostRow, inTree: boolean): PostView {
  const facts = { authorId: row.authorId, state: row.state, removedById: row.removedById, thread };
  const shown = row.state === "published";
  const { html, masked } = postFor(actor, thread, row);
  const isAnswer = row.answers === "answer"; // corrected in the open, never edited or removed
  const deep = !inTree || row.depth > SENSIBLE_DEPTH;
  return {
    id: row.id,
    anchor: `post-${row.id}`,
    url: postUrl(row),
    seq: row.seq,
    depth: inTree ? Math.min(row.depth, SENSIBLE_DEPTH) : 0,
    deep,
    inReplyTo: deep && row.parentId !== null ? { url: postUrl({ id: row.parentId, threadId: row.threadId }), author: row.parentAuthor ?? "" } : null,
    author: authorOf(row),
    official: row.official,
    answers: row.answers,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    html: shown ? html : null,
    personal: masked ? "hidden" : row.personal ? "shown" : "none",
    version: row.version,
    listedReplies: row.listedReplies,
    parentId: row.parentId,
    may: {
      reply: shown && can(actor, "reply", thread),
      edit: !isAnswer && can(actor, "editPost", facts),
      remove: !isAnswer && row.seq > 0 && can(actor, "removePost", facts),
      restore: can(actor, "restorePost", facts),
    },
    replyUrl: `${threadUrl(row.threadId)}?reply=${row.id}#reply`,
    quoteUrl: `${threadUrl(row.threadId)}?quote=${row.id}#reply`,
    editUrl: url(`/posts/${row.id}/edit`),
    historyUrl: url(`/posts/${row.id}/history`),
    actionUrl: url(`/posts/${row.id}`),
  };
}

const authorOf = (row: PostRow): AuthorView => ({ username: row.username, displayName: row.displayName, role: row.role, town: row.authorTown });
