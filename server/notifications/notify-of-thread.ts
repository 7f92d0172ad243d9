import type { After } from "../core/events.ts";
import type { Tx } from "../data/client.ts";
import { notify } from "./notify.ts";

/** A thread as notices name it. */
export interface NamedThread {
  id: number;
  title: string;
  private: boolean;
}

/** What is told of it; its text names `title`. */
export interface ThreadNotice {
  kind: string;
  /** What its text names besides the title. */
  args?: Record<string, string | number>;
  /** Where it leads, without the base path; the thread where absent. */
  path?: string;
  /** The same notice reaches an account once. */
  key: string;
}

/**
 * Tells accounts of a thread. A private question is named by its number: notices and mails outlast the right to read it, and mails leave the
 * section (docs/decisions/022). The asker's too: a title in a mail is read by whoever sees the screen.
 */
export const notifyOfThread = (tx: Tx, after: After, accountIds: readonly number[], thread: NamedThread, notice: ThreadNotice): Promise<void> =>
  notify(tx, after, accountIds, { path: `/threads/${thread.id}`, ...notice, args: { ...notice.args, title: titleIn(thread) } });

const titleIn = ({ id, title, private: isPrivate }: NamedThread): string => (isPrivate ? `#${id}` : title);
