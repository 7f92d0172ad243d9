import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { escalate } from "../../server/questions/deadlines/escalate.ts";
import { makeTown } from "../cast.ts";
import { useClock } from "../clock.ts";
import { listener } from "../live/client.ts";
import { partsOf, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, until, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
const at = useClock();
let administrator: Awaited<ReturnType<typeof visitor>>;
let resident: Awaited<ReturnType<typeof visitor>>;

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  administrator = await visitor(site, "administrator");
  resident = await visitor(site, "resident");
  await administrator.form("/admin/departments", { name: "交通运输局", slug: "jiaotong" });
  await administrator.form("/admin/departments", { name: "民政局", slug: "minzheng" });
});

const place = (who: Visitor, id: number, office: object) => who.api("PUT", `/accounts/${id}/office`, office);
const rowOf = async (id: number) => (await administrator.api("GET", "/accounts")).json.items.find((row: { id: number }) => row.id === id);
const secretOf = async (town: string): Promise<number> =>
  (await resident.api("POST", "/threads", { town, kind: "QUESTION", title: "一件私事", body: "请问这件私事怎么办理？", private: true })).json.id;

describe("an account that is put into another office", () => {
  test("sees and handles what is the new office's at once, with the same session, and nothing of the former one", async () => {
    const clerk = await visitor(site, "responder", "liuhe");
    const [before, after] = [await secretOf("liuhe"), await secretOf("shaxi")];
    const reads = async () => [(await clerk.get(`/threads/${before}`)).status, (await clerk.get(`/threads/${after}`)).status];
    expect(await reads()).toEqual([200, 404]); // premise
    const sent = await administrator.form(`/admin/accounts/${clerk.member.id}/edit`, { town: "shaxi", department: "" });
    expect([sent.status, sent.to]).toEqual([303, "/admin/accounts"]);
    expect(await reads()).toEqual([404, 200]);
    expect([(await clerk.get("/desk?office=liuhe")).status, (await clerk.get("/desk?office=shaxi")).status]).toEqual([403, 200]);
  });

  test("has its connections cut, so that none goes on hearing of the former office", async () => {
    const clerk = await visitor(site, "responder", "liuhe");
    const connection = await listener(site, clerk);
    expect((await place(administrator, clerk.member.id, { department: "jiaotong" })).status).toBe(204);
    await until("the cut", () => !connection.socket.connected);
    expect((await clerk.get("/desk?office=jiaotong")).status).toBe(200);
    expect((await clerk.get("/account")).text).toContain("交通运输局");
  });

  test("is on the audit trail with both offices, and named with the new one in the list and on the department's page", async () => {
    const clerk = await visitor(site, "responder", "liuhe");
    await place(administrator, clerk.member.id, { town: "liuhe", department: "jiaotong" });
    expect(await rowOf(clerk.member.id)).toMatchObject({ town: "浏河镇", department: "交通运输局" });
    const accounts = partsOf((await administrator.get("/admin/accounts")).text);
    expect(accounts.some(({ tag, text }) => tag === "tr" && text.includes(clerk.member.username) && text.includes("浏河镇 · 交通运输局"))).toBe(true);
    const trail = (await administrator.get(`/admin/audit?action=all&subject=account:${clerk.member.id}`)).text;
    expect(trail).toContain(said("audit.account.placed"));
    expect(trail).toContain("交通运输局");
    const department = partsOf((await administrator.get("/admin/departments/jiaotong/edit")).text);
    expect(department.find(({ tag, is }) => tag === "a" && is.href === `/admin/accounts/${clerk.member.id}/edit`)?.text).toBe(clerk.member.displayName);
    const form = (await administrator.get(`/admin/accounts/${clerk.member.id}/edit`)).text;
    expect([typedIn(form, "town"), typedIn(form, "department")]).toEqual(["liuhe", "jiaotong"]);
  });

  test("is no longer told as the lead of the department that it left", async () => {
    const lead = await visitor(site, "responder", "liuhe");
    await place(administrator, lead.member.id, { department: "minzheng" });
    await administrator.form("/admin/departments/minzheng/edit", { name: "民政局", position: "2", lead: String(lead.member.id) });
    expect((await db.department.findUniqueOrThrow({ where: { slug: "minzheng" } })).leadId).toBe(lead.member.id); // premise
    const colleague = await visitor(site, "responder", "liuhe");
    await place(administrator, colleague.member.id, { department: "minzheng" });
    at("2026-11-03T01:15:00Z");
    const question = { town: "liuhe", kind: "QUESTION", title: "低保复核要哪些材料", body: "低保复核要带哪些材料？" };
    const { id } = (await resident.api("POST", "/threads", question)).json;
    expect((await administrator.api("POST", `/threads/${id}/assignment`, { office: "minzheng" })).status).toBe(200);
    await place(administrator, lead.member.id, { town: "liuhe", department: "" });
    at("2026-11-12T01:00:00Z"); // when a lead is told
    await escalate();
    const told = async ({ member }: typeof lead) =>
      db.notification.count({ where: { accountId: member.id, path: `/threads/${id}`, kind: "feedbackOverdueLead" } });
    expect([await told(lead), await told(colleague)]).toEqual([0, 1]);
  });

  test("keeps an office: an association its town, a responder one or the other; an unknown one is refused beside its field", async () => {
    const [association, clerk] = [await visitor(site, "association", "liuhe"), await visitor(site, "responder", "liuhe")];
    const tries: [Visitor & { member: { id: number } }, Record<string, string>, string, string][] = [
      [association, { town: "" }, "town", "required"],
      [association, { town: "", department: "jiaotong" }, "town", "required"],
      [clerk, { town: "", department: "" }, "town", "townOrDepartment"],
      [clerk, { town: "nowhere" }, "town", "unknownTown"],
      [clerk, { department: "nowhere" }, "department", "unknownOffice"],
    ];
    for (const [who, fields, field, error] of tries) {
      const answer = await administrator.form(`/admin/accounts/${who.member.id}/edit`, fields);
      expect([answer.status, wrongWith(answer.text, field)]).toEqual([422, said(`errors.${error}`)]);
    }
    expect([(await rowOf(association.member.id)).town, (await rowOf(clerk.member.id)).town]).toEqual(["浏河镇", "浏河镇"]);
    expect((await place(administrator, association.member.id, { town: "shaxi", department: "jiaotong" })).status).toBe(204);
    expect(await rowOf(association.member.id)).toMatchObject({ town: "沙溪镇", department: null }); // departments are for responders
  });

  test("speaks for an office by its role: nobody else is put anywhere, and by administrators only", async () => {
    expect([
      (await place(administrator, resident.member.id, { town: "liuhe" })).status,
      (await place(administrator, 999_999, { town: "liuhe" })).status,
    ]).toEqual([409, 404]);
    expect((await administrator.get(`/admin/accounts/${resident.member.id}/edit`)).status).toBe(409);
    const clerk = await visitor(site, "responder", "liuhe");
    for (const who of [clerk, await visitor(site, "moderator"), resident]) {
      expect([(await place(who, clerk.member.id, { town: "shaxi" })).status, (await who.get(`/admin/accounts/${clerk.member.id}/edit`)).status]).toEqual([
        403, 403,
      ]);
      expect((await who.form(`/admin/accounts/${clerk.member.id}/edit`, { town: "shaxi" })).status).toBe(403);
    }
    expect((await rowOf(clerk.member.id)).town).toBe("浏河镇");
  });
});

test("an invitation names the office for which one is invited", async () => {
  for (const [office, named] of [
    [{ department: "jiaotong" }, "交通运输局"],
    [{ town: "liuhe", department: "jiaotong" }, "浏河镇 · 交通运输局"],
    [{ town: "liuhe" }, "浏河镇"],
  ] as const) {
    const { url } = (await administrator.api("POST", "/invitations", { role: "responder", ...office })).json;
    const { text } = await anyone(site).get(url);
    expect(text).toContain(said("invitation.leadOffice", { offices: named, role: said("role.responder") }));
  }
  expect((await administrator.get("/admin/accounts")).text).toContain(`${said("role.responder")} · 浏河镇 · 交通运输局`);
});
