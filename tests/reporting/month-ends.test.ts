import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Member } from "../../server/access/actor.ts";
import { setClock } from "../../server/core/clock.ts";
import { db, transact } from "../../server/data/client.ts";
import { publish } from "../../server/forum/publishing.ts";
import { closeDueMonths } from "../../server/reporting/closing/close-month.ts";
import { sendReminders } from "../../server/reporting/reminders/send-reminders.ts";
import { writtenText } from "../../server/threads/written-text.ts";
import { makeMember, makeTown, opens, variedText } from "../cast.ts";
import { useSite } from "../site.ts";
import { anyone } from "../visitor.ts";

interface Edge {
  zone: string;
  /** When November 2026 begins, when October is closed, and 10:00 on 20 October. */
  november: string;
  settlement: string;
  office: string;
}

/** New York's clock goes back on 1 November 2026: October ends in summer time and is closed in winter time. */
const EDGES: Edge[] = [
  { zone: "Asia/Shanghai", november: "2026-10-31T16:00:00Z", settlement: "2026-11-05T16:00:00Z", office: "2026-10-20T02:00:00Z" },
  { zone: "UTC", november: "2026-11-01T00:00:00Z", settlement: "2026-11-06T00:00:00Z", office: "2026-10-20T10:00:00Z" },
  { zone: "America/New_York", november: "2026-11-01T04:00:00Z", settlement: "2026-11-06T05:00:00Z", office: "2026-10-20T14:00:00Z" },
];

describe.each(EDGES)("at the end of October in $zone", ({ zone, november, settlement, office }) => {
  const site = useSite({ TIME_ZONE: zone });
  let association: Member;
  let town: { id: number };
  let written = 0;

  const clockAt = (iso: string, plusMs = 0) => setClock(() => new Date(Date.parse(iso) + plusMs));
  const posts = () => opens(association, "liuhe", "ACTIVITY", `${zone} 第 ${++written} 条`, variedText(written + 40));
  const monthOfThread = async (id: number) => (await anyone(site).api("GET", `/threads/${id}`)).json.creditedMonth;
  const credited = async (month: string) => (await anyone(site).api("GET", `/quota?month=${month}`)).json.towns[0].credited;
  /** What the review queue or the approvals of a town let through at the present instant. */
  const approved = (submittedAt: string, plusMs: number, publishedAt: string) => {
    const text = writtenText(`${zone} 第 ${++written} 条`, variedText(written + 40));
    return transact((tx, after) =>
      publish(tx, after, {
        townId: town.id,
        kind: "ACTIVITY",
        title: `${zone} 第 ${written} 条`,
        text,
        authorId: association.id,
        openedForTownId: town.id,
        submission: null,
        submittedAt: new Date(Date.parse(submittedAt) + plusMs),
        publishedAt: new Date(publishedAt),
      }),
    );
  };

  beforeAll(async () => {
    clockAt("2026-10-01T12:00:00Z");
    town = await makeTown("liuhe", "浏河镇", "2026-10");
    association = await makeMember({ username: "liuhe-xiehui", displayName: "浏河协会", role: "association", town: "liuhe", password: "a-long-enough-one" });
    return () => setClock(() => new Date());
  });
  beforeEach(() => clockAt(november, -1));

  test("reminders go out once, also when the clock is set back", async () => {
    clockAt(office);
    expect((await sendReminders()).filter((key) => key.includes(":2026-10:"))).toEqual([`town:${town.id}:2026-10:short`]);
    clockAt(office, -3600_000);
    expect(await sendReminders()).toEqual([]);
    clockAt(office, 3600_000);
    expect(await sendReminders()).toEqual([]);
  });

  test("23:59:59.999 counts for October, 00:00 for November, in the API and on the pages", async () => {
    const { id: last } = await posts();
    clockAt(november);
    const { id: first } = await posts();
    expect([await monthOfThread(last), await monthOfThread(first)]).toEqual(["2026-10", "2026-11"]);
    expect([await credited("2026-10"), await credited("2026-11")]).toEqual([1, 1]);
    expect((await anyone(site).api("GET", "/quota")).json).toMatchObject({ month: "2026-11", daysLeft: 30 });
    clockAt(november, -1);
    expect((await anyone(site).api("GET", "/quota")).json).toMatchObject({ month: "2026-10", daysLeft: 1 });
    expect((await anyone(site).get("/quota")).text).toContain('data-month="2026-10"');
  });

  test("what was submitted before midnight and is approved after it counts for October", async () => {
    clockAt(settlement, -1);
    const { id } = await approved(november, -1, "2026-11-03T12:00:00Z");
    expect(await monthOfThread(id)).toBe("2026-10");
    const { id: midnight } = await approved(november, 0, "2026-11-03T12:00:00Z");
    expect(await monthOfThread(midnight)).toBe("2026-11");
    expect([await credited("2026-10"), await credited("2026-11")]).toEqual([2, 2]);
  });

  test("October is closed at 00:00 of the fifth working day, not a moment earlier, and once", async () => {
    clockAt(settlement, -1);
    expect(await closeDueMonths()).toEqual([]);
    clockAt(settlement);
    expect(await closeDueMonths()).toEqual(["2026-10"]);
    expect(await closeDueMonths()).toEqual([]);
    expect((await anyone(site).api("GET", "/quota?month=2026-10")).json).toMatchObject({
      closed: true,
      closedAt: new Date(settlement).toISOString(),
      credited: 2,
    });
  });

  test("a clock that is set back into October puts nothing into the closed month, and closes nothing again", async () => {
    clockAt(november, -1);
    const { id } = await posts();
    expect(await monthOfThread(id)).toBe("2026-11");
    expect(await closeDueMonths()).toEqual([]);
    clockAt(settlement, 60_000);
    expect(await closeDueMonths()).toEqual([]);
    const late = await approved(november, -1, settlement);
    expect(await monthOfThread(late.id)).toBe("2026-11"); // in time, but after the closing
    expect([await credited("2026-10"), await credited("2026-11")]).toEqual([2, 4]);
    expect(await db.thread.count({ where: { creditedMonth: "2026-10" } })).toBe(2);
    expect(await db.monthClose.count()).toBe(1);
  });
});
