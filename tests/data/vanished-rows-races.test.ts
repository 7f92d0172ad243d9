import { beforeAll, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { held } from "../held.ts";
import { keeps } from "../planning/writing.ts";
import { useSite } from "../site.ts";
import { visitor } from "../visitor.ts";

const site = useSite();
type Somebody = Awaited<ReturnType<typeof visitor>>;
let [association, clerk, administrator]: Somebody[] = [];

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  association = await visitor(site, "association", "liuhe");
  clerk = await visitor(site, "responder", "liuhe");
  administrator = await visitor(site, "administrator");
});

/** What is made for each: its table, what takes it away, and what else may come at the same moment. */
const THINGS: Record<string, () => Promise<{ table: string; remove: () => Promise<{ status: number }>; edit?: () => Promise<{ status: number }> }>> = {
  "a day of the calendar": async () => {
    await administrator!.api("PUT", "/calendar/2031-05-01", { kind: "holiday", name: "劳动节", source: "国办" });
    return { table: "CalendarDay", remove: () => administrator!.api("DELETE", "/calendar/2031-05-01") };
  },
  "a template of the planner": async () => {
    const draftId = (await keeps(association!, "义诊", {})).id;
    const { id } = (await association!.api("POST", "/templates", { name: "义诊", draftId })).json;
    return {
      table: "Template",
      remove: () => association!.api("DELETE", `/templates/${id}`),
      edit: () => association!.api("PATCH", `/templates/${id}`, { name: "社区义诊" }),
    };
  },
  "a template of answers": async () => {
    const { id } = (await clerk!.api("POST", "/desk/templates", { office: "liuhe", name: "路灯", body: "已派人修理，请留意。" })).json;
    return {
      table: "AnswerTemplate",
      remove: () => clerk!.api("DELETE", `/desk/templates/${id}`),
      edit: () => clerk!.api("PATCH", `/desk/templates/${id}`, { name: "路灯二" }),
    };
  },
  "a recipient of mails": async () => {
    const { id } = (await association!.api("POST", "/recipients", { name: "值班室", email: "duty@example.com", locale: "zh-CN" })).json;
    return { table: "MailRecipient", remove: () => association!.api("DELETE", `/recipients/${id}`) };
  },
};

test.each(Object.entries(THINGS))("%s that two take away at the same moment is gone, and neither is told of a failure", async (_, make) => {
  const { table, remove, edit } = await make();
  const lock = await held(`SELECT 1 FROM "${table}" FOR UPDATE`);
  const first = await lock.behind(remove);
  const later = await lock.behind(remove);
  const edited = edit && (await lock.behind(edit));
  await lock.release();
  expect((await first.answer).status).toBe(204);
  expect([204, 404]).toContain((await later.answer).status);
  if (edited) expect([404, 409]).toContain((await edited.answer).status);
});
