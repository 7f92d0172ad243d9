import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Member, Role } from "../server/access/actor.ts";
import type { ActivityInput } from "../server/activities/inputs.ts";
import { signUp } from "../server/activities/sign-ups.ts";
import { daysLeft, monthOf, monthsAfter, startOf } from "../server/calendar/month.ts";
import { dateOf, daysAfter, instantAt } from "../server/calendar/working-days.ts";
import { now, setClock } from "../server/core/clock.ts";
import type { Config } from "../server/core/config.ts";
import { ASKING, type Kind } from "../server/core/kinds.ts";
import { db } from "../server/data/client.ts";
import { projectFile } from "../server/data/project-file.ts";
import { closeThread, pinThread } from "../server/forum/closing.ts";
import { createRule } from "../server/offices/assignment-rules.ts";
import { createDepartment } from "../server/offices/departments.ts";
import { rate } from "../server/questions/asker/rating.ts";
import { answers, makeMember, makeTown, opens, replies } from "../tests/cast.ts";

interface DemoTown {
  slug: string;
  name: string;
  onDutyMonthsAgo: number;
}
interface DemoPerson {
  username: string;
  displayName: string;
  town?: string;
  key?: string;
}
interface DemoPeople {
  residents: (DemoPerson & { key: string })[];
  moderators: DemoPerson[];
  responders: DemoPerson[];
  administrators: DemoPerson[];
  associations: (DemoPerson & { town: string })[];
}
interface DemoReply {
  by: string;
  afterHours: number;
  body: string;
  to?: number;
}
/** It takes place on the next such day of the week (7 is Sunday); `signUps` are the people of each who signed up, in their order. */
interface DemoActivity {
  weekday: number;
  hour: string;
  until: string;
  place: string;
  capacity?: number;
  signUps?: number[];
}
interface DemoThread {
  town: string;
  kind: Kind;
  monthsAgo: number;
  day: number;
  hour: string;
  by: string;
  title: string;
  body: string;
  closed?: boolean;
  pinned?: boolean;
  activity?: DemoActivity;
  replies: DemoReply[];
}

interface DemoDepartment {
  slug: string;
  name: string;
  username: string;
  displayName: string;
  category: string;
  rule: string;
  /** Words by which the demo's questions are filed under its category. */
  about: string[];
}

interface SignIn {
  username: string;
  password: string;
  role: Role;
  town: string | null;
}

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60 * 1000;
/** The demo tells of six months and the running one; nobody is on duty before. */
const MONTHS_TOLD = 6;

/**
 * Loads the demo where it belongs (DEMO=1, or an empty database served on loopback) and tells how to sign in to it.
 * @returns the lines to print at the start; none where there is no demo
 */
export async function loadDemo(config: Config): Promise<string[]> {
  const file = join(config.dataDir, "demo-accounts.json");
  const isEmpty = (await db.account.findFirst({ select: { id: true } })) === null && (await db.town.findFirst({ select: { id: true } })) === null;
  const onLoopback = /^(127\.|localhost$|::1$)/.test(config.host);
  if (config.demo === "never") return [];
  if (isEmpty && (config.demo === "load" || onLoopback)) await load(config, file);
  return existsSync(file) ? told(JSON.parse(readFileSync(file, "utf8")), file) : [];
}

async function load(config: Config, file: string): Promise<void> {
  const started = Date.now();
  console.error("… loading the demo");
  const towns: DemoTown[] = read("towns.json");
  const people: DemoPeople = read("people.json");
  const threads = readdirSync(projectFile("prisma/demo"))
    .filter((name) => /^threads-.*\.json$/.test(name))
    .sort()
    .flatMap((name) => read<DemoThread[]>(name));
  const signIns: SignIn[] = [];
  const present = now();
  const month = monthOf(present, config.timeZone);
  const at = (instant: Date) => setClock(() => instant);
  try {
    at(startOf(monthsAfter(month, -8), config.timeZone));
    for (const town of towns) await makeTown(town.slug, town.name, monthsAfter(month, -Math.min(town.onDutyMonthsAgo, MONTHS_TOLD)));
    const cast = await makeCast(people, signIns);
    mkdirSync(config.dataDir, { recursive: true });
    const departments = await makeDepartments(cast, signIns);
    writeFileSync(file, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
    for (const { instant, act } of planned(threads, { cast, departments }, present, config.timeZone)) {
      at(instant);
      await act();
    }
  } finally {
    setClock(() => new Date());
  }
  console.error(`✓ demo (${threads.length} threads, ${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

type Cast = Map<string, Member>;

async function makeCast(people: DemoPeople, signIns: SignIn[]): Promise<Cast> {
  const cast: Cast = new Map();
  const add = async (role: Role, key: string, { username, displayName, town }: DemoPerson) => {
    const password = newPassword();
    signIns.push({ username, password, role, town: town ?? null });
    cast.set(key, await makeMember({ username, displayName, role, town, password }));
  };
  await Promise.all([
    ...people.administrators.map((person) => add("administrator", "administrator", person)),
    ...people.moderators.map((person) => add("moderator", "moderator", person)),
    ...people.responders.map((person) => add("responder", `responder:${person.town}`, person)),
    ...people.associations.map((person) => add("association", `association:${person.town}`, person)),
    ...people.residents.map((person) => add("resident", `resident:${person.key}`, person)),
  ]);
  return cast;
}

/** Departments with one account each, and the rules that send them their categories. */
async function makeDepartments(cast: Cast, signIns: SignIn[]): Promise<DemoDepartment[]> {
  const departments: DemoDepartment[] = read("departments.json");
  const administrator = cast.get("administrator")!;
  for (const [index, { slug, name, username, displayName, category, rule }] of departments.entries()) {
    const { id } = await createDepartment(administrator, { slug, name });
    await createRule(administrator, { name: rule, position: index + 1, kind: null, town: null, category, office: slug });
    const password = newPassword();
    signIns.push({ username, password, role: "responder", town: null });
    cast.set(`department:${slug}`, await makeMember({ username, displayName, role: "responder", departmentId: id, password }));
  }
  return departments;
}

/** Who is there when the demo happens. */
interface Company {
  cast: Cast;
  departments: DemoDepartment[];
}

interface Planned {
  instant: Date;
  act: () => Promise<void>;
}

/** Everything that happens, in the order in which it happened: replies fall between threads, as in life. */
function planned(threads: DemoThread[], company: Company, present: Date, timeZone: string): Planned[] {
  return threads.flatMap((thread) => planOf(thread, company, present, timeZone)).sort((a, b) => a.instant.getTime() - b.instant.getTime());
}

function planOf(thread: DemoThread, { cast, departments }: Company, present: Date, timeZone: string): Planned[] {
  const department = ASKING.includes(thread.kind) ? departments.find(({ about }) => about.some((word) => thread.title.includes(word))) : undefined;
  const who = (by: string) => {
    const key = by === "association" || by === "responder" ? `${by}:${thread.town}` : by;
    return cast.get(key) ?? cast.get(`association:${thread.town}`)!;
  };
  const opened = instantOf(thread, present, timeZone);
  const made: { thread?: number; replies: Map<number, number> } = { replies: new Map() };
  let last = opened.getTime();
  const said = thread.replies.map((reply, index): Planned => {
    const latest = present.getTime() - (thread.replies.length - index) * MINUTE_MS;
    const wanted = opened.getTime() + reply.afterHours * HOUR_MS;
    last = Math.max(last + MINUTE_MS, Math.min(wanted, latest)); // a reply comes after what it answers, and not tomorrow
    return {
      instant: new Date(last),
      act: async () => {
        const isAnswer = index === answerIndex(thread);
        const id = isAnswer
          ? await answers(cast.get(`department:${department?.slug}`) ?? who(reply.by), made.thread!, reply.body)
          : (await replies(who(reply.by), made.thread!, reply.body, reply.to === undefined ? undefined : made.replies.get(reply.to))).id;
        made.replies.set(index, id);
      },
    };
  });
  const start: Planned = {
    instant: opened,
    act: async () => {
      const { town, kind, title, body, activity } = thread;
      made.thread = (
        await opens(who(thread.by), town, kind, title, body, { activity: activity && takingPlace(activity, present, timeZone), category: department?.category })
      ).id;
      const residents = [...cast].filter(([key]) => key.startsWith("resident:")).map(([, member]) => member);
      for (const [index, people] of (activity?.signUps ?? []).entries()) {
        const someone = residents[index % residents.length]!;
        await signUp(someone, made.thread, { name: someone.displayName, phone: "", people });
      }
    },
  };
  const moderator = cast.get("moderator")!;
  const endings: Planned[] = [
    ...(thread.pinned ? [{ instant: new Date(opened.getTime() + 1), act: async () => void (await pinThread(moderator, made.thread!)) }] : []),
    ...(thread.closed ? [{ instant: new Date(last + 1), act: async () => void (await closeThread(moderator, made.thread!)) }] : []),
  ];
  return [start, ...said, ...rating(thread, who(thread.by), made, last, present), ...endings];
}

/** Which reply is the official answer: the first of an office to what asks for one; -1 where there is none. */
const answerIndex = ({ kind, replies: all }: DemoThread): number =>
  ASKING.includes(kind) ? all.findIndex(({ by }) => by === "association" || by === "responder") : -1;

const SCORES = [5, 4, 5, 3, 5, 4] as const;

/** What its asker says of an answer three days later, for two of three. */
function rating(thread: DemoThread, asker: Member, made: { thread?: number }, answeredAt: number, present: Date): Planned[] {
  const instant = new Date(answeredAt + 3 * DAY_MS);
  const place = thread.title.length + thread.body.length;
  if (answerIndex(thread) < 0 || place % 3 === 0 || instant > present) return [];
  const score = SCORES[place % SCORES.length]!;
  return [{ instant, act: async () => void (await rate(asker, { threadId: made.thread!, score, solved: score > 3 ? "solved" : "partly", comment: "" })) }];
}

function takingPlace({ weekday, hour, until, place, capacity }: DemoActivity, present: Date, timeZone: string): ActivityInput {
  const ahead = [1, 2, 3, 4, 5, 6, 7].map((days) => daysAfter(dateOf(present, timeZone), days));
  const date = ahead.find((each) => (new Date(each).getUTCDay() || 7) === weekday)!;
  return {
    startsAt: instantAt(date, hour, timeZone),
    endsAt: instantAt(date, until, timeZone),
    place,
    contact: "",
    capacity: capacity ?? null,
    campaignDay: null,
  };
}

/** The written day and hour; those of the running month are drawn together into the days that have passed. */
function instantOf({ monthsAgo, day, hour }: DemoThread, present: Date, timeZone: string): Date {
  const month = monthsAfter(monthOf(present, timeZone), -monthsAgo);
  const start = startOf(month, timeZone).getTime();
  const [h = 0, m = 0] = hour.split(":").map(Number);
  const written = start + (day - 1) * DAY_MS + h * HOUR_MS + m * MINUTE_MS;
  if (monthsAgo > 0) return new Date(written);
  const WRITTEN_DAYS = 23;
  const passed = present.getTime() - start - 10 * MINUTE_MS;
  const share = (written - start) / (WRITTEN_DAYS * DAY_MS);
  return new Date(daysLeft(month, present, timeZone) < 9 && written < start + passed ? written : start + Math.max(0, Math.min(1, share) * passed));
}

const read = <T>(name: string): T => JSON.parse(readFileSync(projectFile(`prisma/demo/${name}`), "utf8"));

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const newPassword = (): string => Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join("");

function told(signIns: SignIn[], file: string): string[] {
  const shown = (["administrator", "moderator", "responder", "association", "resident"] as const)
    .map((role) => signIns.find((each) => each.role === role))
    .filter((each) => each !== undefined);
  return [
    "",
    `demo sign-ins (all of them in ${file}):`,
    ...shown.map(({ role, username, password, town }) => `  ${role.padEnd(14)} ${username.padEnd(18)} ${password}${town ? `  ${town}` : ""}`),
    "",
  ];
}
