import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, until, type Visitor, visitor } from "../visitor.ts";
import { expectAccessible } from "./axe.ts";
import { hasBrowser, useBrowser } from "./browser.ts";

const site = useSite();
const browser = useBrowser(site);
let [asker, clerk, leader, administrator]: Awaited<ReturnType<typeof visitor>>[] = [];
beforeAll(async () => {
  await makeTown("liuhe", "浏河镇", "2026-01");
  asker = await visitor(site, "resident");
  clerk = await visitor(site, "responder", "liuhe");
  leader = await visitor(site, "association", "liuhe");
  administrator = await visitor(site, "administrator");
});
const submit = (page: Page) => page.locator("main form.writing button.button-main").first().click();
const window = (who: Visitor, path: string, javaScriptEnabled: boolean) => browser.open(who, path, { javaScriptEnabled, width: 375 });

describe.runIf(hasBrowser)("an answer that its office signs off, on a phone", () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`is sent in, sent back, sent in again and published by the leader, ${javaScriptEnabled ? "with scripts" : "without JavaScript"}`, async () => {
      const title = javaScriptEnabled ? "渡口几点开船" : "码头有没有停车场";
      const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title, body: "周末想去对岸。" })).json;
      const settings = await window(administrator!, "/admin/offices/liuhe/sign-off", javaScriptEnabled);
      await settings.getByLabel(leader!.member.displayName).selectOption("1");
      await settings.getByRole("button", { name: said("offices.save") }).click();
      await settings.getByText(said("signOff.count", { count: 1 })).waitFor();

      const desk = await window(clerk!, `/threads/${id}/feedback/answer`, javaScriptEnabled);
      await desk.locator("[name=body]").first().fill(`${title}：周末末班船为十八点三十分，停车场在码头南侧。`);
      await desk.getByRole("button", { name: said("signOff.submit") }).click();
      await desk.getByText(said("notice.answerSubmitted")).waitFor();
      expect((await anyone(site).get(`/threads/${id}`)).text).not.toContain("十八点三十分");

      const signer = await window(leader!, "/me/notifications", javaScriptEnabled);
      await signer.getByText(said("notification.answerWaits", { title })).first().click();
      await signer.getByText("十八点三十分").first().waitFor();
      if (javaScriptEnabled) await expectAccessible(signer);
      await signer.getByLabel(said("signOff.remark")).fill("请写明遇大风停航");
      await signer.getByRole("button", { name: said("signOff.sendBack") }).click();
      await signer.getByText(said("notice.answerSentBack")).waitFor();

      await desk.goto(`${site.origin}/threads/${id}/feedback/answer`);
      await desk.getByText("请写明遇大风停航").waitFor();
      await desk.locator("[name=body]").first().fill(`${title}：周末末班船为十八点三十分，遇大风停航；停车场在码头南侧。`);
      await submit(desk);
      const anyway = desk.locator('[name="anyway"]');
      if (await anyway.isVisible()) await anyway.click();
      await desk.getByText(said("notice.answerSubmitted")).waitFor();

      await signer.goto(`${site.origin}/threads/${id}/feedback/sign-off`);
      await signer.getByRole("button", { name: said("signOff.sign"), exact: true }).click();
      await signer.getByText(said("notice.answerPublished")).waitFor();
      expect((await anyone(site).get(`/threads/${id}`)).text).toContain("遇大风停航");
      expect(browser.errors).toEqual([]);
    });
  }

  test("a signer with the page open is told what the clerk does meanwhile, and opens it anew with what was typed", async () => {
    await administrator!.api("PUT", "/offices/liuhe/sign-off", { signers: [{ username: leader!.member.username, step: 1 }] });
    const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "江堤何时封闭", body: "想去散步。" })).json;
    await clerk!.api("POST", `/threads/${id}/answer`, { body: "江堤封闭至12月20日，电话53601234。" });
    const signing = `/threads/${id}/feedback/sign-off`;
    const signer = await browser.open(leader!, signing, { width: 375 });
    const news = signer.locator("[data-handling-news]");
    await until("the page to listen", () => site.listening(`handling:${id}`) === 1);
    await signer.getByText(said("signOff.change")).click();
    await signer.locator("[name=body]").first().fill("江堤封闭至12月20日，请绕行，电话53601234。");
    await signer.getByLabel(said("signOff.remark")).fill("请写明绕行路线");
    await clerk!.api("POST", `/threads/${id}/progress`, { body: "已进场施工。" });
    await news.getByText(said("clientOfDesk.handlingStep", { name: clerk!.member.displayName })).waitFor();
    const anew = signer.waitForEvent("load");
    await news.getByRole("button", { name: said("clientOfDesk.handlingOpenAnew") }).click();
    await anew;
    await until("the new page to listen, and the old one no more", () => site.listening(`handling:${id}`) === 1);
    expect(await news.textContent()).toBe("");
    expect(await signer.locator("[name=body]").first().inputValue()).toContain("请绕行");
    expect(await signer.getByLabel(said("signOff.remark")).inputValue()).toBe("请写明绕行路线");
    await clerk!.api("DELETE", `/threads/${id}/sign-off`);
    await news.getByText(said("clientOfDesk.handlingSignOff", { name: clerk!.member.displayName })).waitFor();
    await signer.getByRole("button", { name: said("signOff.sign"), exact: true }).click(); // over the notice: refused
    await signer.getByText(said("signOff.typedHint")).waitFor();
    await signer.getByText("请绕行").waitFor();
    await expectAccessible(signer);
    await signer.close();
  });

  test("a signer who no longer handles the question is told so on the open page", async () => {
    await makeTown("shaxi", "沙溪镇", "2026-01");
    const { id } = (await asker!.api("POST", "/threads", { town: "liuhe", kind: "QUESTION", title: "闸口归谁管", body: "闸口坏了。" })).json;
    await clerk!.api("POST", `/threads/${id}/answer`, { body: "闸口已于11月20日修好，电话53601234。" });
    const reader = await browser.open(clerk!, `/threads/${id}/feedback/sign-off`); // has nothing to sign there
    const signer = await browser.open(leader!, `/threads/${id}/feedback/sign-off`);
    await until("the pages to listen", () => site.listening(`handling:${id}`) === 2);
    await administrator!.api("POST", `/threads/${id}/hand-over`, { office: "shaxi", reason: "属沙溪镇办理" });
    for (const window of [reader, signer]) await window.locator("[data-handling-news]").getByText(said("clientOfDesk.handlingOut")).waitFor();
    expect(browser.errors.filter((error) => !/409|403/.test(error))).toEqual([]);
  });
});
