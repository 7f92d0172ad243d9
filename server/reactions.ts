import type { Server } from "socket.io";
import type { Reactions } from "./events.ts";
import { forumReactions } from "./forum/live.ts";
import type { RenderedPosts } from "./forum/pages.ts";
import type { PostsCache } from "./forum/posts-cache.ts";
import { liveReactions } from "./http/live.ts";
import type { Pages } from "./http/pages.ts";
import { quotaReactions } from "./quota/live.ts";

/** What follows from what, after a commit. Losing one loses nothing: clients catch up by version, the counter is a query. */
export const reactions = (io: Server, pages: Pages, posts: PostsCache<RenderedPosts>): Reactions => ({
  ...forumReactions(io, pages),
  ...quotaReactions(io),
  ...liveReactions(io),
  "account.renamed": [() => posts.forget()],
});
