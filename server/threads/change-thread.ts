import { type Actor, isMember, type Member } from "../access/actor.ts";
import { type Action, allow, allowReading, type SubjectOf } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import type { After } from "../core/events.ts";
import { SignInNeeded } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { type Prisma, type Tx, transact } from "../data/client.ts";
import { lockThreads, type RaisedThread, raiseVersion } from "./raise-version.ts";
import { type Submission, transactOnce } from "./submission.ts";

/** What an action works with: the thread's row is locked until the transaction ends, and its version is raised. */
export interface ThreadChange {
  tx: Tx;
  after: After;
  thread: RaisedThread;
  /** The instant of the change. */
  at: Date;
  /** Records on the audit trail that the actor took `action` on this thread. */
  audit: (action: string, detail?: object) => Promise<unknown>;
}

export interface MemberChange extends ThreadChange {
  /** The actor, who is signed in: the permission was checked. */
  member: Member;
}

/** An action of the permission table whose subject is a thread. */
type ThreadAction = { [A in Action]: RaisedThread extends SubjectOf<A> ? A : never }[Action];

interface PermissionOptions {
  action: ThreadAction;
  /** Throws what says more than "not allowed"; runs before the permission is checked. */
  check?: (thread: RaisedThread) => void;
}

interface ThreadActionOptions<Result> extends PermissionOptions, ChangeOptions {
  /** The same submission arriving twice changes the thread once. */
  sameAs?: Submission<Result>;
}

interface ChangeOptions {
  /** What `thread.changed` says: "support", that only its supporters changed; "nothing", the action announces its own event. */
  announces?: "change" | "support" | "nothing";
  /** Other threads on which the change depends: locked together with it. */
  alsoLocks?: readonly number[];
  /** What else is set when the version is raised: for the action that is most frequent. */
  alsoSets?: (at: Date) => Prisma.Sql;
}

/**
 * The way to change a thread: locks its row, raises its version, checks that `actor` may read it and may take `action`, and announces
 * `thread.changed` after the commit. @throws NotFound, SignInNeeded, Forbidden
 */
export function changeThread<Result>(
  actor: Actor,
  action: ThreadAction | ThreadActionOptions<Result>,
  threadId: number,
  work: (change: MemberChange) => Promise<Result>,
): Promise<Result> {
  const options = typeof action === "string" ? { action } : action;
  const permitted = (change: ThreadChange) => work({ ...change, member: permit(actor, options, change.thread) });
  const changed = (tx: Tx, after: After) => changeThreadWithin(tx, after, actor.id, threadId, permitted, options);
  return options.sameAs && isMember(actor) ? transactOnce(actor.id, options.sameAs, changed) : transact(changed);
}

/** The same inside a larger transaction, which has checked permission. @param byId null: the clock, or the section itself */
export async function changeThreadWithin<Result>(
  tx: Tx,
  after: After,
  byId: number | null,
  threadId: number,
  work: (change: ThreadChange) => Promise<Result>,
  { announces = "change", alsoLocks = [], alsoSets }: ChangeOptions = {},
): Promise<Result> {
  if (alsoLocks.length > 0) await lockThreads(tx, [threadId, ...alsoLocks]);
  const at = now();
  const thread = await raiseVersion(tx, threadId, alsoSets?.(at));
  const audit = (action: string, detail?: object) => record(tx, byId, action, `thread:${thread.id}`, detail);
  const result = await work({ tx, after, thread, at, audit });
  const changed = { threadId: thread.id, townId: thread.townId, version: thread.version };
  if (announces !== "nothing") after("thread.changed", { ...changed, ...(announces === "support" && { only: announces }) });
  return result;
}

function permit(actor: Actor, { action, check }: PermissionOptions, thread: RaisedThread): Member {
  allowReading(actor, thread);
  check?.(thread);
  allow(actor, action, thread);
  if (!isMember(actor)) throw new SignInNeeded(); // also where the permission itself is anybody's: to read
  return actor;
}
