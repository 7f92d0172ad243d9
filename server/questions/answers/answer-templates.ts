import { type Actor, isAdministrator, officesOf } from "../../access/actor.ts";
import { allow, can } from "../../access/permissions.ts";
import { now } from "../../core/clock.ts";
import { Conflict, NotFound } from "../../core/problems.ts";
import { record } from "../../data/audit.ts";
import { db, type Prisma, type Tx, transact } from "../../data/client.ts";
import { type Office, officeNames, officeOfSlug, offices } from "../../offices/offices.ts";
import type { EditTemplateInput, NewTemplateInput } from "./template-inputs.ts";

/** Of one office: more than a person chooses from is no help, and every answer's form reads them all. */
export const MOST_TEMPLATES = 100;

/** A text that an office often answers with. */
export interface TemplateView {
  id: number;
  office: { slug: string; name: string } | null;
  name: string;
  body: string;
  changedAt: string;
}

/** The offices whose templates `actor` keeps. @throws SignInNeeded, Forbidden */
export async function templateOffices(actor: Actor): Promise<Office[]> {
  allow(actor, "useDesk", {});
  return (await offices()).filter(({ key }) => isAdministrator(actor) || officesOf(actor).includes(key));
}

/** Their templates, office by office. @throws SignInNeeded, Forbidden */
export async function answerTemplates(actor: Actor): Promise<TemplateView[]> {
  allow(actor, "useDesk", {});
  const rows = await db.answerTemplate.findMany({
    where: isAdministrator(actor) ? {} : { office: { in: officesOf(actor) } },
    orderBy: [{ office: "asc" }, { id: "asc" }],
  });
  return views(rows);
}

/** One of them. @throws NotFound, SignInNeeded, Forbidden */
export async function answerTemplate(actor: Actor, id: number): Promise<TemplateView> {
  allow(actor, "useDesk", {});
  const row = await db.answerTemplate.findUnique({ where: { id } });
  if (!row || !can(actor, "keepTemplates", row)) throw new NotFound();
  const [view] = await views([row]);
  return view!;
}

async function views(rows: readonly Prisma.AnswerTemplateGetPayload<Record<never, never>>[]): Promise<TemplateView[]> {
  const names = await officeNames();
  return rows.map(({ office, changedAt, ...row }) => {
    const named = names.get(office);
    return { ...row, office: named ? { slug: named.slug, name: named.name } : null, changedAt: changedAt.toISOString() };
  });
}

/** What the form of an answer of `office` offers. */
export const templatesOf = (office: string) =>
  db.answerTemplate.findMany({ where: { office }, orderBy: { id: "asc" }, select: { id: true, name: true, body: true } });

/** @throws NotFound (office), SignInNeeded, Forbidden (another office's), Conflict (it has as many as it can keep) */
export async function createTemplate(actor: Actor, { office: slug, name, body }: NewTemplateInput): Promise<{ id: number }> {
  allow(actor, "useDesk", {});
  return transact(async (tx) => {
    const { key: office } = await officeOfSlug(tx, slug);
    allow(actor, "keepTemplates", { office });
    if ((await tx.answerTemplate.count({ where: { office } })) >= MOST_TEMPLATES) throw new Conflict("tooManyAnswerTemplates");
    const { id } = await tx.answerTemplate.create({ data: { office, name, body, changedAt: now() } });
    await record(tx, actor.id, "answerTemplate.created", `answerTemplate:${id}`, { office, name });
    return { id };
  });
}

/** @throws NotFound, SignInNeeded, Forbidden (another office's) */
export async function editTemplate(actor: Actor, id: number, { name, body }: EditTemplateInput): Promise<{ id: number }> {
  return transact(async (tx) => {
    const { office } = await own(tx, actor, id);
    const data = { ...(name !== undefined && { name }), ...(body !== undefined && { body }), changedAt: now() };
    const { count } = await tx.answerTemplate.updateMany({ where: { id }, data });
    if (count === 0) throw new NotFound(); // a colleague removed it at the same moment
    await record(tx, actor.id, "answerTemplate.edited", `answerTemplate:${id}`, { office, ...(name !== undefined && { name }) });
    return { id };
  });
}

/** @throws NotFound, SignInNeeded, Forbidden (another office's) */
export async function removeTemplate(actor: Actor, id: number): Promise<void> {
  await transact(async (tx) => {
    const { office, name } = await own(tx, actor, id);
    const { count } = await tx.answerTemplate.deleteMany({ where: { id } });
    if (count === 0) throw new NotFound();
    await record(tx, actor.id, "answerTemplate.removed", `answerTemplate:${id}`, { office, name });
  });
}

async function own(tx: Tx, actor: Actor, id: number) {
  allow(actor, "useDesk", {});
  const template = await tx.answerTemplate.findUnique({ where: { id } });
  if (!template) throw new NotFound();
  allow(actor, "keepTemplates", template);
  return template;
}
