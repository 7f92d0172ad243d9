import type { Locale } from "../core/config.ts";
import type { After } from "../core/events.ts";
import type { Tx } from "../data/client.ts";
import { putInOutbox } from "../data/outbox.ts";

/** One sentence of a notice: a key of the texts under `notification.` and what it names; never a secret, never a private text. */
export interface Saying {
  kind: string;
  /** `month` (YYYY-MM), `day` (YYYY-MM-DD) and `threadKind` are written in the reader's language. */
  args: Record<string, string | number>;
}

/** Whom a letter is for. Accounts and recipients are asked for their address when it is sent: who ended the mails meanwhile gets none. */
export type Addressee = { accountId: number } | { recipientId: number } | { address: string; name: string; locale: Locale };

/** An e-mail that is to be sent. */
export interface Letter extends Saying {
  to: Addressee;
  also?: Saying[];
  /** Where its link leads, without the base path. */
  path: string;
}

/** Puts a letter into the outbox in the transaction of what it tells of. @param key the same letter is sent once */
export const putLetter = (tx: Tx, after: After, letter: Letter, key: string): Promise<void> =>
  putInOutbox(tx, after, { channel: "mail", key: `mail:${key}`, payload: letter });
