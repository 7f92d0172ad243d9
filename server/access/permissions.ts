import { ASKING, type Kind } from "../core/kinds.ts";
import { Forbidden, NotFound, SignInNeeded } from "../core/problems.ts";
import { type Actor, isAdministrator, isMember, isModerator, type Member, officesOf } from "./actor.ts";

export interface ThreadFacts {
  authorId: number;
  townId: number;
  state: "published" | "removed";
  status: "open" | "closed";
  replyCount: number;
  private: boolean;
  /** The offices that handle it, as "|town:1|department:3|". */
  offices: string;
}

export interface PostFacts {
  authorId: number;
  state: "published" | "removed";
  removedById: number | null;
  thread: ThreadFacts;
}

/** What is not public yet, as the one who asks stands to it. */
export interface DraftFacts {
  townId: number;
  authorId: number;
  /** How often it was sent to the town's approvers. */
  round: number;
  /** Whether the one who asks holds a role of the town's chain, and the one that it waits for. */
  approver: boolean;
  turn: boolean;
}

type Rule<Subject> = (actor: Actor, subject: Subject) => boolean;

/** Speaks for an office that handles the thread. */
const answersFor: Rule<Pick<ThreadFacts, "offices">> = (actor, { offices }) => officesOf(actor).some((office) => offices.includes(`|${office}|`));
/** Source: domain.md, "Feedback, exactly": a private one is seen by its asker, the offices that handle it and administrators only. */
const knowThread: Rule<ThreadFacts> = (actor, thread) => !thread.private || thread.authorId === actor.id || isAdministrator(actor) || answersFor(actor, thread);
/** As a filter of lists: visible-threads.ts. */
const readThread: Rule<ThreadFacts> = (actor, thread) =>
  knowThread(actor, thread) && (thread.state === "published" || isModerator(actor) || thread.authorId === actor.id);
const inOpenThread: Rule<ThreadFacts> = (actor, thread) =>
  isMember(actor) && knowThread(actor, thread) && thread.state === "published" && thread.status === "open";
const moderateKnown: Rule<ThreadFacts> = (actor, thread) => isModerator(actor) && knowThread(actor, thread);
const administrate: Rule<unknown> = (actor) => isAdministrator(actor);

/** Its author, its town's association, moderators: where and when an activity takes place, and whether it does. */
const keepActivity: Rule<ThreadFacts> = (actor, thread) =>
  isMember(actor) && thread.state === "published" && (thread.authorId === actor.id || isOfTown(actor, thread) || isModerator(actor));
const isOfTown: Rule<ThreadFacts> = (actor, thread) => actor.role === "association" && actor.townId === thread.townId;

/** To what offices publish, by the town's association, or the administrator who opened it. */
const addPictures: Rule<ThreadFacts & { kind: Kind }> = (actor, thread) =>
  thread.state === "published" && !ASKING.includes(thread.kind) && (isOfTown(actor, thread) || (isAdministrator(actor) && thread.authorId === actor.id));

/** Source: domain.md, "Who uses it": residents ask and give opinions, associations publish for their own town. */
const startThread: Rule<{ kind: Kind; townId: number }> = (actor, { kind, townId }) =>
  isMember(actor) && (ASKING.includes(kind) || isAdministrator(actor) || (actor.role === "association" && actor.townId === townId));

/** Source: domain.md, "Standings are a setting": off, administrators only, or public. */
const seeStandings: Rule<{ standings: "off" | "administrators" | "public" }> = (actor, { standings }) =>
  standings === "public" || (standings === "administrators" && isAdministrator(actor));
/** Source: domain.md, "Feedback, exactly": what the office answered, or an administrator; never of what is private. */
const keepKnowledge: Rule<{ office: string; private: boolean }> = (actor, { office, private: hidden }) =>
  !hidden && (isAdministrator(actor) || officesOf(actor).includes(office));
/** Source: issue 4, "same problem here": other residents, of what everybody may read. */
const support: Rule<ThreadFacts & { kind: Kind }> = (actor, thread) =>
  actor.role === "resident" && ASKING.includes(thread.kind) && !thread.private && thread.authorId !== actor.id && inOpenThread(actor, thread);
/** Matters of a town: its association's and the administrators'. */
const ofTown: Rule<{ townId: number }> = (actor, { townId }) => isAdministrator(actor) || (actor.role === "association" && actor.townId === townId);
/** Source: domain.md, "Who uses it": the town's own association keeps its drafts; administrators look on. */
const plan: Rule<{ townId: number }> = (actor, { townId }) => actor.role === "association" && actor.townId === townId;
const readDraft: Rule<DraftFacts> = (actor, draft) =>
  ofTown(actor, draft) || (isMember(actor) && actor.townId === draft.townId && draft.approver && draft.round > 0);

/** Source: domain.md, "Feedback, exactly", last rule: who sees ID-card, mobile and bank-card numbers in a text; `authorId` is the text's. */
const seePersonal: Rule<Pick<ThreadFacts, "authorId" | "townId" | "offices">> = (actor, { authorId, townId, offices }) =>
  authorId === actor.id || isAdministrator(actor) || officesOf(actor).includes(`town:${townId}`) || answersFor(actor, { offices });

/** The one table: who may do what to which. */
const RULES = {
  knowThread,
  readThread,
  startThread,
  reply: inOpenThread,
  support,
  keepKnowledge,
  editThread: (actor: Actor, thread: ThreadFacts) => thread.authorId === actor.id && inOpenThread(actor, thread),
  removeThread: (actor: Actor, thread: ThreadFacts) =>
    knowThread(actor, thread) && thread.state === "published" && (isModerator(actor) || (thread.authorId === actor.id && thread.replyCount === 0)),
  restoreThread: (actor: Actor, thread: ThreadFacts) => knowThread(actor, thread) && thread.state === "removed" && isModerator(actor),
  closeThread: moderateKnown,
  pinThread: moderateKnown,
  moveThread: moderateKnown,
  answerFor: answersFor,
  /** Notes and drafts of those who handle it; never public. */
  handleQuestion: (actor: Actor, thread: ThreadFacts) => isAdministrator(actor) || answersFor(actor, thread),
  /** The queue of the offices that one speaks for; administrators see every one. */
  useDesk: (actor: Actor, _: unknown) => officesOf(actor).length > 0 || isAdministrator(actor),
  /** One text for several questions of one's own offices; administrators do not answer. */
  answerSeveral: (actor: Actor, _: unknown) => officesOf(actor).length > 0,
  /** The texts that an office answers with: its own and administrators. */
  keepTemplates: (actor: Actor, { office }: { office: string }) => isAdministrator(actor) || officesOf(actor).includes(office),
  /** Source: domain.md, "Feedback, exactly": sign-off inside the office; `turn`: it waits for the one who asks (feedback/sign-off/sign-off.ts). */
  signAnswer: (actor: Actor, { office, turn }: { office: string; turn: boolean }) => turn && officesOf(actor).includes(office),
  fileForOthers: (actor: Actor, _: unknown) => officesOf(actor).length > 0 || isModerator(actor),
  keepActivity,
  grantCredit: moderateKnown,
  /** Before it is known to what: only offices publish what has pictures. */
  sendPictures: (actor: Actor, _: object) => actor.role === "association" || isAdministrator(actor),
  addPictures,
  removePicture: (actor: Actor, thread: ThreadFacts & { kind: Kind }) => addPictures(actor, thread) || (thread.state === "published" && isModerator(actor)),
  signUp: (actor: Actor, thread: ThreadFacts) => isMember(actor) && thread.state === "published",
  /** Names and phone numbers: moderators have no part in them. */
  seeSignUps: (actor: Actor, thread: ThreadFacts) => isOfTown(actor, thread) || isAdministrator(actor),
  editPost: (actor: Actor, post: PostFacts) => post.authorId === actor.id && post.state === "published" && inOpenThread(actor, post.thread),
  removePost: (actor: Actor, post: PostFacts) =>
    post.state === "published" && isMember(actor) && readThread(actor, post.thread) && (isModerator(actor) || post.authorId === actor.id),
  restorePost: (actor: Actor, post: PostFacts) =>
    post.state === "removed" &&
    isMember(actor) &&
    readThread(actor, post.thread) &&
    (isModerator(actor) || (post.authorId === actor.id && post.removedById === actor.id)),
  seePersonal,
  readHistory: (actor: Actor, post: PostFacts) => readThread(actor, post.thread) && (post.state === "published" || isModerator(actor)),
  readAudit: administrate,
  plan,
  readPlans: ofTown,
  readDraft,
  decideDraft: (actor: Actor, draft: DraftFacts) => readDraft(actor, draft) && draft.turn && draft.authorId !== actor.id,
  administrateApprovals: administrate,
  administrateOffices: administrate,
  administrateQuota: administrate,
  seeStandings,
  administrateTowns: administrate,
  administrateAccounts: administrate,
  editCalendar: administrate,
  administrateMail: administrate,
  /** What a town was reminded of. */
  readReminders: ofTown,
  /** Mail addresses of a town's further recipients: its association's and the administrators' only. */
  nameRecipients: ofTown,
  editOwnAccount: (actor: Actor, account: { id: number }) => actor.id === account.id,
} satisfies Record<string, Rule<never>>;

export type Action = keyof typeof RULES;
export type SubjectOf<A extends Action> = Parameters<(typeof RULES)[A]>[1];

/** Whether `actor` may do `action` to `subject`. */
export const can = <A extends Action>(actor: Actor, action: A, subject: SubjectOf<A>): boolean => (RULES[action] as Rule<SubjectOf<A>>)(actor, subject);

/** @throws SignInNeeded when signing in could help, else Forbidden */
export function allow<A extends Action>(actor: Actor, action: A, subject: SubjectOf<A>): asserts actor is Member {
  if (can(actor, action, subject)) return;
  throw isMember(actor) ? new Forbidden() : new SignInNeeded();
}

/** @throws NotFound: who may not read a thread does not learn that there is one */
export function allowReading(actor: Actor, thread: ThreadFacts): void {
  if (!can(actor, "readThread", thread)) throw new NotFound();
}

/** `readDraft` as a filter for lists. @param approver whether `actor` holds a role of the chain of the town that it belongs to */
export const visibleDrafts = (actor: Actor, approver: boolean) => {
  if (isAdministrator(actor)) return {};
  if (actor.townId === null || (actor.role !== "association" && !approver)) return { townId: { in: [] } };
  return actor.role === "association" ? { townId: actor.townId } : { townId: actor.townId, round: { gt: 0 } };
};
