import { readdirSync, readFileSync } from "node:fs";
import type { Member } from "../server/access/actor.ts";
import { instantAt } from "../server/calendar/working-days.ts";
import type { Kind } from "../server/core/kinds.ts";
import { db } from "../server/data/client.ts";
import { projectFile } from "../server/data/project-file.ts";
import { editPost } from "../server/forum/edit-post.ts";
import { moveThread } from "../server/forum/moving.ts";
import { removeThread, restoreThread } from "../server/forum/removal.ts";
import { setApprovals } from "../server/planning/approval-settings.ts";
import { approveDraft } from "../server/planning/deciding.ts";
import type { Sent } from "../server/planning/sending.ts";
import { submitThread } from "../server/planning/submit-thread.ts";
import { grantCredit } from "../server/quota/granting.ts";
import { changeTownTarget } from "../server/quota/policy/change-policy.ts";
import { exempt } from "../server/quota/policy/exempting.ts";
import { correctMonth } from "../server/reporting/closing/correct-month.ts";
import { makeMember, makeTown, type TownOfCast } from "../tests/cast.ts";

const MONTH = "2026-10";
const PASSWORD = "played-and-thrown-away";

export interface Cast {
  towns: TownOfCast[];
  associations: Map<string, Member>;
  leaders: Map<string, Member>;
  moderator: Member;
  administrator: Member;
  /** Texts of a town, as the demo has them. */
  texts: Map<string, Text[]>;
}

interface Text {
  title: string;
  body: string;
}

/** The towns of the demo with one account each, and the people who decide. */
export async function settingUp(): Promise<Cast> {
  const towns: TownOfCast[] = [];
  const associations = new Map<string, Member>();
  const leaders = new Map<string, Member>();
  for (const { slug, name } of read<{ slug: string; name: string }[]>("towns.json")) {
    towns.push(await makeTown(slug, name, slug === "kejiao" ? "2026-11" : MONTH));
    associations.set(slug, await makeMember({ username: `${slug}-xiehui`, displayName: name, role: "association", town: slug, password: PASSWORD }));
  }
  for (const slug of ["ludu", "yuewang"]) {
    leaders.set(slug, await makeMember({ username: `${slug}-leader`, displayName: `${slug} leader`, role: "responder", town: slug, password: PASSWORD }));
  }
  const moderator = await makeMember({ username: "moderator", displayName: "moderator", role: "moderator", password: PASSWORD });
  const administrator = await makeMember({ username: "administrator", displayName: "administrator", role: "administrator", password: PASSWORD });
  return { towns, associations, leaders, moderator, administrator, texts: textsByTown() };
}

const read = <T>(name: string): T => JSON.parse(readFileSync(projectFile(`prisma/demo/${name}`), "utf8"));
const LONG_ENOUGH = 130;

function textsByTown(): Map<string, Text[]> {
  const byTown = new Map<string, Text[]>();
  const files = readdirSync(projectFile("prisma/demo")).filter((name) => /^threads-.*\.json$/.test(name));
  for (const { town, kind, title, body } of files.sort().flatMap((name) => read<(Text & { town: string; kind: Kind })[]>(name))) {
    if (kind !== "ACTIVITY" && kind !== "HOT_TOPIC") continue;
    if ([...body].length >= LONG_ENOUGH) byTown.set(town, [...(byTown.get(town) ?? []), { title, body }]);
  }
  return byTown;
}

export interface Happening {
  /** Site time. */
  date: string;
  hour: string;
  says: string;
  act: () => Promise<unknown>;
}

/** What happens in the month and after it, in order. */
export function story({ associations, leaders, moderator, administrator, texts }: Cast): Happening[] {
  const made = new Map<string, Sent>();
  const of = (slug: string) => associations.get(slug)!;
  const threadOf = (key: string) => (made.get(key) as { threadId: number }).threadId;
  const events: Happening[] = [];
  const on = (day: string, hour: string, says: string, act: () => Promise<unknown>) => events.push({ date: `2026-${day}`, hour, says, act });
  const send = (key: string, slug: string, kind: Kind, text: Text, more: object = {}, publishAt: Date | null = null) =>
    submitThread(of(slug), { town: slug, kind, ...text, ...more }, publishAt).then((sent) => made.set(key, sent));
  const text = (slug: string, index: number): Text => texts.get(slug)![index]!;
  const publishes = (day: string, hour: string, slug: string, index: number, kind: Kind, key = `${slug}${index}`) =>
    on(day, hour, `${slug} publishes "${text(slug, index).title}"`, () => send(key, slug, kind, text(slug, index)));
  const approves = (day: string, hour: string, slug: string) =>
    on(day, hour, `the leader of ${slug} approves`, async () => {
      const { draftId: id } = made.get(slug) as { draftId: number };
      const { version } = await db.draft.findUniqueOrThrow({ where: { id }, select: { version: true } });
      await approveDraft(leaders.get(slug)!, { id, version, remark: "" });
    });

  on("10-01", "00:40", "administrator exempts guizhuang, gives wangxiu a target of 1, puts a chain before ludu and yuewang", async () => {
    await exempt(administrator, { town: "guizhuang", month: MONTH, reason: "协会换届", note: "" });
    await changeTownTarget(administrator, { town: "wangxiu", month: MONTH, target: 1 });
    for (const slug of ["ludu", "yuewang"])
      await setApprovals(administrator, slug, { steps: ["leader"], members: [{ role: "leader", username: `${slug}-leader`, deputy: false }] });
  });
  publishes("10-08", "09:30", "liuhe", 0, "ACTIVITY");
  on("10-09", "10:00", "chengxiang announces an activity of 17 October", () =>
    send("announced", "chengxiang", "ACTIVITY", text("chengxiang", 0), {
      activity: { startsAt: instantAt("2026-10-17", "09:00", "Asia/Shanghai"), endsAt: null, place: "文化站", contact: "", capacity: 20, campaignDay: null },
    }),
  );
  publishes("10-09", "15:00", "xintang", 0, "ACTIVITY");
  publishes("10-09", "16:00", "zhitang", 0, "ACTIVITY");
  on("10-12", "09:00", "huangjing schedules one for 31 October, 23:00", () =>
    send("scheduled", "huangjing", "ACTIVITY", text("huangjing", 0), {}, instantAt("2026-10-31", "23:00", "Asia/Shanghai")),
  );
  publishes("10-12", "11:00", "shaxi", 0, "ACTIVITY");
  publishes("10-13", "10:00", "huangjing", 1, "HOT_TOPIC");
  on("10-14", "09:00", "fuqiao publishes a text that is too short", () =>
    send("short", "fuqiao", "ACTIVITY", { title: text("fuqiao", 0).title, body: "周六上午，文化站。" }),
  );
  publishes("10-14", "10:00", "xintang", 1, "HOT_TOPIC");
  publishes("10-15", "10:00", "liuhe", 1, "HOT_TOPIC");
  publishes("10-15", "11:00", "wangxiu", 0, "ACTIVITY");
  on("10-16", "09:00", "fuqiao writes it out", async () => {
    const post = await db.post.findFirstOrThrow({ where: { threadId: threadOf("short"), seq: 0 } });
    await editPost(of("fuqiao"), { postId: post.id, body: text("fuqiao", 0).body });
  });
  publishes("10-16", "14:00", "zhitang", 1, "HOT_TOPIC");
  on("10-20", "09:00", "chengxiang publishes the recap of its activity: one pair, one credit", () =>
    send("recap", "chengxiang", "ACTIVITY", text("chengxiang", 1), { recap: { ofId: threadOf("announced"), headCount: 18 } }),
  );
  on("10-20", "10:00", "shaxi publishes nearly the same once more", () =>
    send("again", "shaxi", "ACTIVITY", { title: text("shaxi", 0).title, body: `${text("shaxi", 0).body}\n\n地点改在二楼。` }),
  );
  on("10-21", "09:30", "moderator credits it all the same, with a reason", () =>
    grantCredit(moderator, { threadId: threadOf("again"), reason: "同一活动的第二场，场次和地点都不同" }),
  );
  publishes("10-21", "15:00", "chengxiang", 2, "HOT_TOPIC");
  publishes("10-22", "10:00", "fuqiao", 1, "ACTIVITY");
  on("10-23", "10:00", "moderator removes one of xintang", () => removeThread(moderator, threadOf("xintang0")));
  on("10-26", "10:00", "moderator restores it; another of zhitang is made an opinion", async () => {
    await restoreThread(moderator, threadOf("xintang0"));
    await moveThread(moderator, { threadId: threadOf("zhitang1"), town: "zhitang", kind: "OPINION" });
  });
  publishes("10-28", "16:00", "shuangfeng", 0, "ACTIVITY");
  publishes("10-29", "16:00", "shuangfeng", 1, "HOT_TOPIC");
  on("10-30", "10:00", "ludu and yuewang send theirs for approval", async () => {
    await send("ludu", "ludu", "ACTIVITY", text("ludu", 0));
    await send("yuewang", "yuewang", "ACTIVITY", text("yuewang", 0));
  });
  approves("11-03", "10:00", "ludu");
  approves("11-12", "10:00", "yuewang");
  on("11-16", "10:00", "administrator corrects zhitang to 2: the thread was moved by mistake", () =>
    correctMonth(administrator, MONTH, { town: "zhitang", credited: 2, reason: "该主题误改类型" }),
  );
  on("11-17", "10:00", "moderator removes one of liuhe: the closed month stays as it was", () => removeThread(moderator, threadOf("liuhe0")));
  return events;
}
