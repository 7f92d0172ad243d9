import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTown } from "../cast.ts";
import { said } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";
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
});
