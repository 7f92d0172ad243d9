import type { After } from "../core/events.ts";
import type { Tx } from "../data/client.ts";
import { setPictureCount } from "../threads/thread-columns.ts";
import { credit } from "./crediting.ts";

/** Writes down how many pictures a thread has: with one a shorter text counts, so its town is judged anew. */
export async function changePictureCount(tx: Tx, after: After, threadId: number, pictureCount: number): Promise<void> {
  await credit(tx, after, await setPictureCount(tx, threadId, pictureCount));
}
