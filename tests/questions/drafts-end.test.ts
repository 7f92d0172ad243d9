import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { held, ON_POSTGRES } from "../held.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { type TwoOffices, twoOffices } from "./two-offices.ts";

/** What an office was writing is its own: it goes to no other office, and is gone when no answer is to come. */

const site = useSite();
let cast: TwoOffices;
beforeAll(async () => {
  cast = await twoOffices(site);
});

const DRAFT = "我镇初步认为应由贵单位负责，尚未核实。";
const ask = async (): Promise<number> =>
  (await cast.asker.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "桥灯何时修", body: "请问桥上的灯何时修？" })).json.id;
const save = (id: number, body = DRAFT, draftVersion = "0") => cast.liuhe.form(`/threads/${id}/feedback/draft`, { body, draftVersion });
const drafted = async () => {
  const id = await ask();
  expect((await save(id)).status).toBe(303);
  return id;
};
const answerForm = async (who: "liuhe" | "shaxi", id: number) => (await cast[who].get(`/threads/${id}/feedback/answer`)).text;
const onDesk = async (id: number) => {
  const { json } = await cast.liuhe.api("GET", "/desk?state=all&limit=100");
  return json.items.find((row: { id: number }) => row.id === id).draft;
};

describe("a draft", () => {
  test("of the office that hands the question over is nothing for the next, which begins empty", async () => {
    const id = await drafted();
    expect(await answerForm("liuhe", id)).toContain(DRAFT); // premise
    expect((await cast.liuhe.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "属沙溪镇" })).status).toBe(200);
    const form = await answerForm("shaxi", id);
    expect(form).not.toContain(DRAFT);
    expect(form).toContain('name="draftVersion" value="0"');
  });

  test("is gone when the question is given back, moved, or assigned anew", async () => {
    const [returned, moved, assigned] = [await drafted(), await drafted(), await drafted()];
    await cast.liuhe.api("POST", `/threads/${returned}/return`, { reason: "不属本镇" });
    await cast.administrator.api("PUT", `/threads/${moved}/place`, { town: "shaxi", kind: "QUESTION", reason: "发错了版块" });
    await cast.administrator.api("POST", `/threads/${assigned}/assignment`, { office: "shaxi" });
    expect(await db.answerDraft.count({ where: { threadId: { in: [returned, moved, assigned] } } })).toBe(0);
  });

  test("is gone when the question ends, on the desk too; nobody begins another", async () => {
    const [declined, withdrawn, merged, into] = [await drafted(), await drafted(), await drafted(), await ask()];
    expect(await onDesk(declined)).toBe("writing"); // premise
    await cast.liuhe.api("POST", `/threads/${declined}/decline`, { reason: "不属公共服务" });
    await cast.asker.api("POST", `/threads/${withdrawn}/withdrawal`);
    await cast.liuhe.api("POST", `/threads/${merged}/merge`, { into });
    for (const id of [declined, withdrawn, merged]) {
      expect(await onDesk(id)).toBeNull();
      const late = await save(id);
      expect([late.status, late.text]).toEqual([409, expect.stringContaining(said("errors.stepNotNow"))]);
    }
    expect(await db.answerDraft.count({ where: { threadId: { in: [declined, withdrawn, merged] } } })).toBe(0);
  });

  test("stays while its office works on: marked, extended, helped by another", async () => {
    const id = await drafted();
    await cast.liuhe.api("POST", `/threads/${id}/assistance`, { offices: ["shaxi"] });
    await cast.liuhe.api("POST", `/threads/${id}/extension`, { days: 3, reason: "等配件" });
    expect(await answerForm("liuhe", id)).toContain(DRAFT);
  });
});

if (ON_POSTGRES)
  test("a draft that is saved at the moment of the hand-over is left to nobody", async () => {
    const id = await ask();
    const lock = await held(`SELECT 1 FROM "Thread" WHERE "id" = ${id} FOR UPDATE`);
    const passed = await lock.behind(() => cast.liuhe.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "属沙溪镇" }));
    const saved = await lock.behind(() => save(id));
    await lock.release();
    expect([(await passed.answer).status, (await saved.answer).status]).toEqual([200, 403]);
    expect(await answerForm("shaxi", id)).not.toContain(DRAFT);
  });
