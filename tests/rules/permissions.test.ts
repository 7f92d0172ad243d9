import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Actor, ANYONE, ROLES, type Role } from "../../server/access/actor.ts";
import { type Action, allow, allowReading, can, type PostFacts, type ThreadFacts } from "../../server/access/permissions.ts";
import { visibleThreads } from "../../server/access/visible-threads.ts";
import { KINDS, type Kind } from "../../server/core/kinds.ts";
import { Forbidden, NotFound, SignInNeeded } from "../../server/core/problems.ts";

const ME = 7;
const OTHER = 8;
const someone = (role: Role | null, townId: number | null = null): Actor =>
  role === null ? ANYONE : { id: ME, username: "x", displayName: "x", role, townId };
const thread = (change: Partial<ThreadFacts> = {}): ThreadFacts => ({
  authorId: OTHER,
  townId: 1,
  state: "published",
  status: "open",
  replyCount: 0,
  private: false,
  offices: "",
  ...change,
});
const post = (change: Partial<PostFacts> = {}): PostFacts => ({ authorId: OTHER, state: "published", removedById: null, thread: thread(), ...change });
const who = [null, ...ROLES];

/** Who of nobody, resident, association (of town 1), responder (of town 1), moderator, administrator may. */
const allowed = (action: Action, subject: object) =>
  who.filter((role) => can(someone(role, 1), action as "closeThread", subject as never)).map((role) => role ?? "nobody");
const MEMBERS = [...ROLES];
const MODERATORS = ["moderator", "administrator"];
const closed = thread({ status: "closed" });
const gone = thread({ state: "removed" });

describe("who may do what", () => {
  test.each<[string, Action, object, readonly string[]]>([
    ["everyone reads a published thread", "readThread", thread(), ["nobody", ...MEMBERS]],
    ["a closed one too", "readThread", closed, ["nobody", ...MEMBERS]],
    ["moderators read a removed one", "readThread", gone, MODERATORS],
    ["and so does its author", "readThread", thread({ state: "removed", authorId: ME }), MEMBERS],
    ["whoever is signed in replies", "reply", thread(), MEMBERS],
    ["nobody to a closed thread", "reply", closed, []],
    ["nobody to a removed one", "reply", gone, []],
    [
      "the office that answered keeps it for the next one, and administrators do",
      "keepKnowledge",
      { office: "town:1", private: false },
      ["association", "responder", "administrator"],
    ],
    ["not another office", "keepKnowledge", { office: "town:12", private: false }, ["administrator"]],
    ["and nobody what is private", "keepKnowledge", { office: "town:1", private: true }, []],
    ["residents have the same problem as another's question", "support", { ...thread(), kind: "QUESTION" }, ["resident"]],
    ["not as their own", "support", { ...thread({ authorId: ME }), kind: "QUESTION" }, []],
    ["nor as an activity", "support", { ...thread(), kind: "ACTIVITY" }, []],
    ["nor as a private one", "support", { ...thread({ private: true, offices: "|town:1|" }), kind: "OPINION" }, []],
    ["the author edits a thread", "editThread", thread({ authorId: ME }), MEMBERS],
    ["nobody else does, moderators neither", "editThread", thread(), []],
    ["not even the author once it is closed", "editThread", thread({ authorId: ME, status: "closed" }), []],
    ["moderators remove a thread", "removeThread", thread({ replyCount: 3 }), MODERATORS],
    ["its author while nobody replied", "removeThread", thread({ authorId: ME }), MEMBERS],
    ["but not afterwards", "removeThread", thread({ authorId: ME, replyCount: 1 }), MODERATORS],
    ["what is removed is not removed again", "removeThread", gone, []],
    ["moderators restore a thread", "restoreThread", gone, MODERATORS],
    ["its author does not", "restoreThread", thread({ state: "removed", authorId: ME }), MODERATORS],
    ["what stands is not restored", "restoreThread", thread(), []],
    ["moderators close and reopen", "closeThread", closed, MODERATORS],
    [
      "a private question is read by the office that handles it and by administrators",
      "readThread",
      thread({ private: true, offices: "|town:1|" }),
      ["association", "responder", "administrator"],
    ],
    ["not by another office, nor by moderators", "readThread", thread({ private: true, offices: "|town:12|" }), ["administrator"]],
    ["and by its asker", "readThread", thread({ private: true, authorId: ME }), MEMBERS],
    ["who may not read it replies to it nowhere", "reply", thread({ private: true }), ["administrator"]],
    ["nor closes it", "closeThread", thread({ private: true }), ["administrator"]],
    ["offices and moderators file questions for those who phone", "fileForOthers", {}, ["association", "responder", "moderator", "administrator"]],
    ["offices answer several at once, administrators answer nothing", "answerSeveral", {}, ["association", "responder"]],
    ["its town's association and moderators keep an activity", "keepActivity", thread(), ["association", ...MODERATORS]],
    ["and who opened it", "keepActivity", thread({ authorId: ME, townId: 2 }), MEMBERS],
    ["nobody a removed one", "keepActivity", gone, []],
    ["whoever is signed in signs up", "signUp", thread(), MEMBERS],
    ["nobody for what is removed", "signUp", gone, []],
    ["the town's association and administrators see who comes", "seeSignUps", thread(), ["association", "administrator"]],
    ["not the association of another town", "seeSignUps", thread({ townId: 2 }), ["administrator"]],
    ["offices that publish send pictures", "sendPictures", {}, ["association", "administrator"]],
    ["the town's association adds them", "addPictures", { ...thread(), kind: "ACTIVITY" }, ["association"]],
    ["an administrator to what the administrator opened", "addPictures", { ...thread({ authorId: ME, townId: 2 }), kind: "HOT_TOPIC" }, ["administrator"]],
    ["nobody to a question", "addPictures", { ...thread({ authorId: ME }), kind: "QUESTION" }, []],
    ["moderators take them away too", "removePicture", { ...thread(), kind: "ACTIVITY" }, ["association", ...MODERATORS]],
    ["moderators pin", "pinThread", thread(), MODERATORS],
    ["moderators move", "moveThread", thread(), MODERATORS],
    ["the author edits a post", "editPost", post({ authorId: ME }), MEMBERS],
    ["nobody else does", "editPost", post(), []],
    ["nor in a closed thread", "editPost", post({ authorId: ME, thread: closed }), []],
    ["nor a removed post", "editPost", post({ authorId: ME, state: "removed" }), []],
    ["the author removes a post", "removePost", post({ authorId: ME }), MEMBERS],
    ["moderators too", "removePost", post(), MODERATORS],
    ["the author restores what the author removed", "restorePost", post({ authorId: ME, state: "removed", removedById: ME }), MEMBERS],
    ["not what a moderator removed", "restorePost", post({ authorId: ME, state: "removed", removedById: OTHER }), MODERATORS],
    ["everyone reads the history of what is shown", "readHistory", post(), ["nobody", ...MEMBERS]],
    ["moderators that of what is removed", "readHistory", post({ authorId: ME, state: "removed" }), MODERATORS],
    ["nobody that of a removed thread", "readHistory", post({ thread: gone }), MODERATORS],
    ["a town's offices and administrators see personal numbers", "seePersonal", thread(), ["association", "responder", "administrator"]],
    ["another town's offices do not", "seePersonal", thread({ townId: 2 }), ["administrator"]],
    ["unless they handle it", "seePersonal", thread({ townId: 2, offices: "|town:2|town:1|" }), ["association", "responder", "administrator"]],
    ["their author does", "seePersonal", thread({ townId: 2, authorId: ME }), MEMBERS],
    ["administrators keep the towns", "administrateTowns", {}, ["administrator"]],
    ["and the accounts", "administrateAccounts", {}, ["administrator"]],
    ["and see which mails wait", "administrateMail", {}, ["administrator"]],
    ["an association names who else gets its town's mails", "nameRecipients", { townId: 1 }, ["association", "administrator"]],
    ["not another town's", "nameRecipients", { townId: 2 }, ["administrator"]],
    ["and sees what its town was reminded of", "readReminders", { townId: 1 }, ["association", "administrator"]],
    ["not what another was", "readReminders", { townId: 2 }, ["administrator"]],
    ["one's account is one's own", "editOwnAccount", { id: ME }, MEMBERS],
    ["not another's, administrators neither", "editOwnAccount", { id: OTHER }, []],
  ])("%s (%s)", (_name, action, subject, expected) => expect(allowed(action, subject)).toEqual(expected));

  test.each<[Kind, number, readonly string[]]>([
    ["QUESTION", 1, MEMBERS],
    ["OPINION", 2, MEMBERS],
    ["ACTIVITY", 1, ["association", "administrator"]],
    ["ACTIVITY", 2, ["administrator"]],
    ["HOT_TOPIC", 1, ["association", "administrator"]],
    ["HOT_TOPIC", 2, ["administrator"]],
  ])("a thread of kind %s in town %i is opened by %j", (kind, townId, expected) => {
    expect(allowed("startThread", { kind, townId })).toEqual(expected);
    expect(KINDS).toHaveLength(4); // premise: none is forgotten here
  });

  test("who may not is told to sign in where that could help, and learns nothing of what may not be read", () => {
    expect(() => allow(ANYONE, "closeThread", thread())).toThrow(SignInNeeded);
    expect(() => allow(someone("resident"), "closeThread", thread())).toThrow(Forbidden);
    expect(() => allowReading(someone("resident"), gone)).toThrow(NotFound);
    expect(() => allowReading(someone("moderator"), gone)).not.toThrow();
  });
});

/** As a database reads a filter: every property equal or containing, one of OR, all of AND. */
type Filter = { OR?: Filter[]; AND?: Filter[] } & Record<string, unknown>;
const agrees = (wanted: unknown, value: unknown): boolean =>
  typeof wanted === "object" && wanted !== null ? String(value).includes((wanted as { contains: string }).contains) : value === wanted;
const matches = ({ OR, AND, ...equal }: Filter, row: ThreadFacts): boolean =>
  Object.entries(equal).every(([name, wanted]) => agrees(wanted, row[name as keyof ThreadFacts])) &&
  (OR === undefined || OR.some((one) => matches(one, row))) &&
  (AND === undefined || AND.every((one) => matches(one, row)));

test("the list of threads that someone sees is exactly what that one may read, for every kind of actor", () => {
  const anybody = fc.record({
    role: fc.constantFrom(...who),
    townId: fc.option(fc.integer({ min: 1, max: 3 })),
    departmentId: fc.option(fc.integer({ min: 3, max: 4 })),
  });
  const anyThread = fc.record<ThreadFacts>({
    authorId: fc.constantFrom(ME, OTHER),
    townId: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom("published", "removed"),
    status: fc.constantFrom("open", "closed"),
    replyCount: fc.nat(3),
    private: fc.boolean(),
    offices: fc.constantFrom("", "|town:1|", "|town:12|department:3|", "|department:4|town:2|"),
  });
  let [seen, hidden] = [0, 0];
  fc.assert(
    fc.property(anybody, anyThread, ({ role, townId, departmentId }, row) => {
      const actor = { ...someone(role, townId), departmentId };
      const reads = can(actor, "readThread", row);
      if (reads) seen++;
      else hidden++;
      expect(matches(visibleThreads(actor).where as Filter, row)).toBe(reads);
    }),
    { numRuns: 500 },
  );
  expect(seen > 50 && hidden > 50).toBe(true); // premise: both were tried
});
