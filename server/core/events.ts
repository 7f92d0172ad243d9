/** What can happen, and what is told of it. An event exists only after the commit that made it true; losing one loses nothing. */
export interface Events {
  "thread.started": { threadId: number; townId: number };
  /** `only`: nothing else of it changed, so that an open page need not ask for more. */
  "thread.changed": { threadId: number; townId: number; version: number; only?: "support" };
  "post.created": { threadId: number; townId: number; postId: number; version: number };
  "post.updated": { threadId: number; townId: number; postId: number; version: number };
  "post.removed": { threadId: number; townId: number; postId: number; version: number };
  /** `month` is YYYY-MM in the site's time zone. */
  "quota.changed": { month: string; townId: number };
  /** Told among those who handle a question; `byId` is null where nobody did it: the clock, a move. */
  "handling.changed": { threadId: number; byId: number | null; what: "draft" | "signOff" | "note" | "step" };
  "town.changed": { townId: number };
  /** Policies, exemptions, a month closed or opened again: any figure may differ. */
  "policy.changed": Record<never, never>;
  "offices.changed": Record<never, never>;
  "calendar.changed": Record<never, never>;
  "settings.changed": Record<never, never>;
  /** Something is in the outbox. */
  "outbox.filled": Record<never, never>;
  /** Something new for an account, or it has read something. */
  "account.notified": { accountId: number };
  "account.renamed": { accountId: number };
  /** Signed out everywhere, suspended, or with other rights than before; one session may stay. */
  "account.barred": { accountId: number; exceptSession?: string };
  "session.ended": { sessionHash: string };
}

export type EventName = keyof Events;
export type Reactions = { [Name in EventName]?: ((payload: Events[Name]) => unknown)[] };

/** Declares, inside a transaction, what is told after its commit. */
export type After = <Name extends EventName>(name: Name, payload: Events[Name]) => void;
