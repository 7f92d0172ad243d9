import { type Actor, isMember, type Member } from "../access/actor.ts";
import { type Action, allow, allowReading, type SubjectOf } from "../access/permissions.ts";
import type { After } from "../core/events.ts";
import { SignInNeeded } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { type Tx, transact } from "../data/client.ts";
import { lockThreads, type RaisedThread, raiseVersion } from "./raise-version.ts";

/** What an action works with: the thread's row is locked until the transaction ends, and its version is raised. */
export interface ThreadChange {
  tx: Tx;
  after: After;
  thread: RaisedThread;
  /** Records on the audit trail that the actor took `action` on this thread. */
  audit: (action: string, detail?: object) => Promise<unknown>;
}

export interface MemberChange extends ThreadChange {
  /** The actor, who is signed in: the permission was checked. */
  member: Member;
}

/** An action of the permission table whose subject is a thread. */
type ThreadAction = { [A in Action]: RaisedThread extends SubjectOf<A> ? A : never }[Action];

interface ThreadActionOptions extends ChangeOptions {
  action: ThreadAction;
  /** Throws what says more than "not allowed"; runs before the permission is checked. */
  check?: (thread: RaisedThread) => void;
}

interface ChangeOptions {
  /** What `thread.changed` says: "support", that only its supporters changed; "nothing", the action announces its own event. */
  announces?: "change" | "support" | "nothing";
  /** Other threads on which the change depends: locked together with it. */
  alsoLocks?: readonly number[];
}

/**
 * The way to change a thread: locks its row, raises its version, checks that `actor` may read it and may take `action`, and announces
 * `thread.changed` after the commit. @throws NotFound, SignInNeeded, Forbidden
 */
export function changeThread<Result>(
  actor: Actor,
  action: ThreadAction | ThreadActionOptions,
  threadId: number,
  work: (change: MemberChange) => Promise<Result>,
): Promise<Result> {
  const options = typeof action === "string" ? { action } : action;
  const permitted = (change: ThreadChange) => work({ ...change, member: permit(actor, options, change.thread) });
  return transact((tx, after) => changeThreadWithin(tx, after, actor.id, threadId, permitted, options));
}

/** The same inside a larger transaction, which has checked permission. @param byId null: the clock, or the section itself */
export async function changeThreadWithin<Result>(
  tx: Tx,
  after: After,
  byId: number | null,
  threadId: number,
  work: (change: ThreadChange) => Promise<Result>,
  { announces = "change", alsoLocks = [] }: ChangeOptions = {},
): Promise<Result> {
  if (alsoLocks.length > 0) await lockThreads(tx, [threadId, ...alsoLocks]);
  const thread = await raiseVersion(tx, threadId);
  const audit = (action: string, detail?: object) => record(tx, byId, action, `thread:${thread.id}`, detail);
  const result = await work({ tx, after, thread, audit });
  const changed = { threadId: thread.id, townId: thread.townId, version: thread.version };
  if (announces !== "nothing") after("thread.changed", { ...changed, ...(announces === "support" && { only: announces }) });
  return result;
}

function permit(actor: Actor, { action, check }: ThreadActionOptions, thread: RaisedThread): Member {
  allowReading(actor, thread);
  check?.(thread);
  allow(actor, action, thread);
  if (!isMember(actor)) throw new SignInNeeded(); // also where the permission itself is anybody's: to read
  return actor;
}
