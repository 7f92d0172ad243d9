import type { Server, Socket } from "socket.io";
import { z } from "zod";
import { ANYONE } from "../access/actor.ts";
import { can } from "../access/permissions.ts";
import { LOCALES, type Locale } from "../core/config.ts";
import type { Events } from "../core/events.ts";
import { identifier } from "../core/text-fields.ts";
import { accountRoom, type Live } from "../http/live.ts";
import { roomKind } from "../http/rooms.ts";
import { townSlugOf } from "../towns/towns.ts";
import type { PostHtml } from "./cache/post-html.ts";
import { changesSince } from "./changes.ts";
import { postJson } from "./post-json.ts";
import { type PostRow, postRow, rowsOfVersion } from "./post-rows.ts";
import { readThread, type ThreadRecord, threadRecord } from "./thread-facts.ts";

const CHANGES_AT_ONCE = 100;

const JoinInput = z.object({ threadId: identifier, since: z.number().int().nonnegative().optional() });
const ThreadInput = z.object({ threadId: identifier });
const BoardInput = z.object({ town: z.string().max(64).nullable().optional() });

const threadRoom = roomKind("thread");
/** Fragments are in the reader's language: one room for each. */
const fragmentRoom = roomKind("fragments");
const threadRoomIn = (id: number, locale: Locale) => fragmentRoom(`${id}:${locale}`);
const townRoom = roomKind("board");
const boardRoom = (slug: string | null) => townRoom(slug ?? "*");

/** What a connection may ask of the forum. */
export function forumSockets({ answer, io }: Live, posts: PostHtml): (socket: Socket) => void {
  const tellPresent = (threadId: number) => io.to(threadRoom(threadId)).emit("thread:present", { threadId, present: presentIn(io, threadId) });

  return (socket) => {
    const { actor, locale } = socket.data;

    socket.on(
      "thread:join",
      answer(socket, JoinInput, async ({ threadId, since }) => {
        const thread = await readThread(actor, threadId); // NotFound also when it may not be seen
        await socket.join([threadRoom(thread.id), threadRoomIn(thread.id, locale)]); // first join, so that nothing falls between …
        const { rows, more } = await changesSince(thread.id, since ?? thread.version, CHANGES_AT_ONCE); // … what was missed and what comes live
        tellPresent(thread.id);
        const changes = rows.map((row) => ({ ...postJson(ANYONE, thread, row), html: fragmentOf(posts, locale, thread, row) }));
        const version = more ? (rows.at(-1)?.version ?? thread.version) : Math.max(thread.version, ...rows.map((row) => row.version));
        const own = rows.filter((row) => isUnnamed(row) && row.authorId === actor.id).map(({ id }) => id);
        return { version, changes, own, more, present: presentIn(io, thread.id), title: thread.title, status: thread.status, replyCount: thread.replyCount };
      }),
    );

    socket.on(
      "thread:leave",
      answer(socket, ThreadInput, async ({ threadId }) => {
        await Promise.all([socket.leave(threadRoom(threadId)), socket.leave(threadRoomIn(threadId, locale))]);
        tellPresent(threadId);
        return {};
      }),
    );

    socket.on(
      "typing",
      answer(socket, ThreadInput, async ({ threadId }) => {
        if (actor.id !== null && socket.rooms.has(threadRoom(threadId)))
          socket.to(threadRoom(threadId)).emit("thread:typing", { threadId, name: actor.displayName });
        return {};
      }),
    );

    socket.on(
      "board:watch",
      answer(socket, BoardInput, async ({ town }) => {
        await socket.join(boardRoom(town ?? null));
        return {};
      }),
    );

    socket.on("disconnecting", () => {
      const threads = threadRoom.keysIn(socket.rooms);
      setImmediate(() => {
        for (const id of threads) tellPresent(Number(id));
      });
    });
  };
}

type PostEvent = Events["post.created"];

/** What the forum tells the readers of a thread or board after a commit. */
export function forumReactions(io: Server, posts: PostHtml) {
  const hears = (room: string) => io.sockets.adapter.rooms.has(room);

  /**
   * Who joined was asked then; of what is not public each is asked again, since a private question is handed to another office and a
   * thread is removed while people read it. To those who may read it no more it is gone.
   */
  async function letOut(thread: ThreadRecord): Promise<void> {
    if (can(ANYONE, "readThread", thread)) return;
    for (const socket of await io.in(threadRoom(thread.id)).fetchSockets()) {
      if (can(socket.data.actor, "readThread", thread)) continue;
      socket.emit("thread:updated", { threadId: thread.id, version: thread.version, state: "removed" });
      for (const room of [threadRoom(thread.id), ...LOCALES.map((locale) => threadRoomIn(thread.id, locale))]) socket.leave(room);
    }
  }

  /** The version's own posts: a removal changes the markers above it too. */
  const tell =
    (name: "post:created" | "post:updated" | "post:removed") =>
    async ({ threadId, postId, version }: PostEvent) => {
      const listening = LOCALES.filter((locale) => hears(threadRoomIn(threadId, locale)));
      if (listening.length === 0) return;
      const [thread, post, alongside] = await Promise.all([
        threadRecord(threadId),
        postRow(postId),
        name === "post:created" || name === "post:removed" ? rowsOfVersion(threadId, version) : [],
      ]);
      if (!post || !thread) return;
      await letOut(thread);
      const others = alongside.filter((row) => row.id !== postId);
      for (const row of [post, ...others].filter(isUnnamed)) io.to(accountRoom(row.authorId)).emit("post:own", { threadId, postId: row.id });
      for (const locale of listening) {
        const room = io.to(threadRoomIn(threadId, locale));
        for (const row of others) room.emit(row.listed ? "post:updated" : "post:removed", eventOf(posts, locale, thread, row));
        room.emit(name, { ...eventOf(posts, locale, thread, post), version });
      }
    };

  /** Of a removed thread only that it is gone. @param only nothing but its posts, or its support, changed: what became of a question is as it was */
  const tellThread = async ({ threadId, only }: { threadId: number; only?: "post" | "support" }) => {
    const thread = hears(threadRoom(threadId)) ? await threadRecord(threadId) : null;
    if (thread?.state === "published") await letOut(thread);
    if (thread) io.to(threadRoom(threadId)).emit("thread:updated", { threadId, version: thread.version, ...(only && { only }), ...shownOf(thread) });
  };

  const tellOfPost = ({ threadId }: PostEvent) => tellThread({ threadId, only: "post" });

  const tellBoards =
    (isNew: boolean) =>
    async ({ threadId, townId }: { threadId: number; townId: number }) => {
      const town = await townSlugOf(townId);
      const thread = hears(boardRoom(town)) || hears(boardRoom(null)) ? await threadRecord(threadId) : null;
      if (!thread || !can(ANYONE, "knowThread", thread)) return;
      const isHere = thread.townId === townId; // moved away: gone from the board that it left
      const shown = isHere ? shownOf(thread) : { state: "removed" };
      io.to(boardRoom(town)).emit("board:changed", { threadId, town, isNew, ...shown });
      if (isHere) io.to(boardRoom(null)).emit("board:changed", { threadId, town, isNew, ...shown });
    };

  return {
    "thread.started": [tellBoards(true)],
    "thread.changed": [tellThread, tellBoards(false)],
    "post.created": [tell("post:created"), tellOfPost, tellBoards(false)],
    "post.updated": [tell("post:updated")],
    "post.removed": [tell("post:removed"), tellOfPost, tellBoards(false)],
  };
}

/** An office's post does not say who wrote it; that it is theirs is told to the writer alone, before it comes. */
const isUnnamed = ({ answers }: PostRow): boolean => answers !== null;

const eventOf = (posts: PostHtml, locale: Locale, thread: ThreadRecord, row: PostRow) => ({
  threadId: row.threadId,
  postId: row.id,
  parentId: row.parentId,
  seq: row.seq,
  version: row.version,
  html: fragmentOf(posts, locale, thread, row),
  author: { username: row.username, displayName: row.displayName, role: row.role },
});

/** Undefined for a removed post without a marker: the client takes it out. */
const fragmentOf = (posts: PostHtml, locale: Locale, thread: ThreadRecord, row: PostRow): string | undefined =>
  row.listed ? posts.forAnyone(locale, thread, row) : undefined;

/** What lists and heads show of a thread; nothing of a removed one. */
const shownOf = ({ state, title, status, kind, replyCount, lastPostAt }: ThreadRecord) =>
  state === "removed" ? { state } : { state, title, status, kind, replyCount, lastPostAt: lastPostAt.toISOString() };

const presentIn = (io: Server, threadId: number): number => io.sockets.adapter.rooms.get(threadRoom(threadId))?.size ?? 0;
