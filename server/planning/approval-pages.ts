import { type Request, type Response, Router } from "express";
import { url } from "../core/urls.ts";
import type { Form } from "../http/answer-problems.ts";
import type { Pages } from "../http/pages.ts";
import { form } from "../http/writes.ts";
import { APPROVAL_ROLES } from "./approval.ts";
import { approvalSettings, setApprovals } from "./approval-settings.ts";
import { ChainInput } from "./inputs.ts";

/** Where administrators set a town's chain of approvals. */
export function approvalPages(pages: Pages): Router {
  const router = Router();

  router.get("/admin/towns/:slug/approvals", (req, res) => show(req, res, null));
  router.post(
    "/admin/towns/:slug/approvals",
    ...form(async (req, res) => {
      const slug = String(req.params.slug);
      await setApprovals(req.actor, slug, ChainInput.parse(chainIn(req.body)));
      req.session.notice = { key: "notice.saved" };
      res.redirect(303, url(`/admin/towns/${slug}/approvals`));
    }, show),
  );

  async function show(req: Request, res: Response, failed: Form | null) {
    const { town, chain, candidates } = await approvalSettings(req.actor, String(req.params.slug));
    const chosen = (name: string, present: string) => (failed ? (failed.values[name] ?? "") : present);
    const model = {
      form: failed,
      town,
      steps: APPROVAL_ROLES.map((role) => ({ role, on: chosen(`step.${role}`, chain.includes(role) ? "1" : "") === "1" })),
      candidates: candidates.map(({ holds, ...account }) => ({
        ...account,
        holds: Object.fromEntries(APPROVAL_ROLES.map((role) => [role, chosen(memberField(role, account.username), holds[role])])),
      })),
    };
    await pages.show(req, res, "planning/town-approvals", { title: req.t("approvals.title") }, model);
  }

  return router;
}

const memberField = (role: string, username: string): string => `member.${role}.${username}`;

/** A form's flat fields as the chain that they say. */
function chainIn(body: Record<string, string>) {
  const members = Object.entries(body).flatMap(([field, value]) => {
    const [, role, username] = /^member\.(\w+)\.(.+)$/.exec(field) ?? [];
    return role && (value === "holder" || value === "deputy") ? [{ role, username, deputy: value === "deputy" }] : [];
  });
  return { steps: APPROVAL_ROLES.filter((role) => body[`step.${role}`] === "1"), members };
}
