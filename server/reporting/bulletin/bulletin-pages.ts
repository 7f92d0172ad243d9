import { type Request, type Response, Router } from "express";
import { allow } from "../../access/permissions.ts";
import type { Month } from "../../calendar/month.ts";
import { monthIn } from "../../calendar/month-inputs.ts";
import { config } from "../../core/config.ts";
import { threadUrl, url } from "../../core/urls.ts";
import type { Form } from "../../http/answer-problems.ts";
import { datesOf } from "../../http/dates.ts";
import { translators } from "../../http/i18n.ts";
import type { Pages } from "../../http/pages.ts";
import { form } from "../../http/writes.ts";
import { correctionsOf, frozenMonth } from "../../quota/closing/frozen-month.ts";
import { renderMarkup } from "../../text/markup.ts";
import { townLinks } from "../../towns/towns.ts";
import { monthLine } from "../closing/months-page.ts";
import { type BulletinText, bulletinOf, type Wording } from "./bulletin.ts";
import { bulletinDocx } from "./bulletin-docx.ts";
import { BULLETIN_LIMITS, BulletinInput, PublicationInput } from "./bulletin-inputs.ts";
import { bulletinToRead, savedBulletin } from "./bulletin-page.ts";
import { publishBulletin, saveBulletin } from "./writing-bulletin.ts";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The administrators' pages of a month's bulletin: write, print, take as a Word file, publish. */
export function bulletinPages(pages: Pages): Router {
  const router = Router();
  const say = wordingOfSite();

  router.get("/admin/quota/:month/bulletin", (req, res) => showBulletin(req, res, null));
  router.post(
    "/admin/quota/:month/bulletin",
    ...form(async (req, res) => {
      const month = monthIn(req.params.month);
      if (req.body.step === "generate") return showBulletin(req, res, await generatedForm(req, month));
      await saveBulletin(req.actor, month, BulletinInput.parse(req.body));
      req.session.notice = { key: "notice.saved" };
      res.redirect(303, url(`/admin/quota/${month}/bulletin`));
    }, showBulletin),
  );
  router.post(
    "/admin/quota/:month/bulletin/publication",
    ...form(async (req, res) => {
      const { threadId } = await publishBulletin(req.actor, monthIn(req.params.month), PublicationInput.parse(req.body));
      req.session.notice = { key: "notice.posted" };
      res.redirect(303, threadUrl(threadId));
    }, showBulletin),
  );

  router.get("/admin/quota/:month/bulletin/print", async (req, res) => {
    allow(req.actor, "administrateQuota", {});
    const bulletin = await bulletinToRead(req.actor, monthIn(req.params.month));
    const model = { post: { title: bulletin.title, html: renderMarkup(bulletin.body) }, backUrl: url(`/admin/quota/${bulletin.month}/bulletin`) };
    await pages.show(req, res, "reporting/bulletin/bulletin-print", { title: bulletin.title }, model);
  });
  router.get("/admin/quota/:month/bulletin.docx", async (req, res) => {
    allow(req.actor, "administrateQuota", {});
    const bulletin = await bulletinToRead(req.actor, monthIn(req.params.month));
    res
      .attachment(`bulletin-${bulletin.month}.docx`)
      .type(WORD)
      .set("cache-control", "private, no-store")
      .send(await bulletinDocx(bulletin));
  });

  /** A published one is only read; an unsaved one begins with what the month's figures say. */
  async function showBulletin(req: Request, res: Response, failed: Form | null) {
    const line = await monthLine(req.actor, monthIn(req.params.month));
    const saved = await savedBulletin(req.actor, line.month);
    const text = saved ?? (await generated(line.month)) ?? { title: "", body: "" };
    const version = String(saved?.version ?? 0);
    const isRefused = failed !== null && failed.errors.length > 0; // who was told of another's text may save over it
    const values = { title: text.title, body: text.body, version, ...failed?.values, ...(isRefused && { version }) };
    const model = {
      line,
      saved,
      present: version,
      form: { values, errors: failed?.errors ?? [] },
      isOlder: saved !== null && line.closedAt !== null && saved.editedAt < line.closedAt,
      towns: await townLinks(),
      limits: BULLETIN_LIMITS,
      html: saved?.thread ? renderMarkup(saved.body) : null,
    };
    await pages.show(req, res, "reporting/bulletin/bulletin", { title: req.t("monthClose.bulletin") }, model);
  }

  async function generatedForm(req: Request, month: Month): Promise<Form> {
    allow(req.actor, "administrateQuota", {});
    const text = await generated(month);
    return { values: { ...(text ?? { title: "", body: "" }), version: String(req.body.version ?? "0") }, errors: [] };
  }

  async function generated(month: Month): Promise<BulletinText | null> {
    const frozen = await frozenMonth(month);
    return frozen && bulletinOf(frozen, [...(await correctionsOf(month)).values()], say);
  }

  return router;
}

/** Bulletins are written in the site's own language, whoever has them written. */
function wordingOfSite(): Wording {
  const { defaultLocale, timeZone } = config();
  const { monthName, percent } = datesOf()[defaultLocale];
  const date = new Intl.DateTimeFormat(defaultLocale, { timeZone, dateStyle: "long" });
  return { t: translators()[defaultLocale], month: monthName, percent, date: (iso) => date.format(new Date(iso)) };
}
