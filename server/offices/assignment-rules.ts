import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import type { Kind } from "../core/kinds.ts";
import { Invalid, NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { db, type Tx, transact } from "../data/client.ts";
import { townBySlug } from "../towns/towns.ts";
import type { RuleInput } from "./office-inputs.ts";
import { type Office, officeNames, officeOfSlug, offices } from "./offices.ts";

/** A rule as administrators read it. */
export interface RuleView {
  id: number;
  name: string;
  position: number;
  kind: Kind | null;
  town: { slug: string; name: string } | null;
  category: { slug: string; name: string } | null;
  /** Null: left to an administrator. */
  office: Office | null;
  /** False: its department was given up, so it is passed over. */
  inForce: boolean;
}

/** The rules in the order in which they are tried; after them the board's own town. */
export async function assignmentRules(actor: Actor): Promise<RuleView[]> {
  allow(actor, "administrateOffices", {});
  return viewsOf(await db.assignmentRule.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] }));
}

/** One of them, for its form. @throws NotFound */
export async function ruleToEdit(actor: Actor, id: number): Promise<RuleView> {
  allow(actor, "administrateOffices", {});
  const [rule] = await viewsOf(await db.assignmentRule.findMany({ where: { id } }));
  if (!rule) throw new NotFound();
  return rule;
}

async function viewsOf(rules: readonly (Rule & { id: number; position: number })[]): Promise<RuleView[]> {
  const fields = { id: true, slug: true, name: true } as const;
  const [towns, categories, names, taking] = await Promise.all([
    db.town.findMany({ where: { id: { in: rules.flatMap(({ townId }) => townId ?? []) } }, select: fields }),
    db.category.findMany({ where: { id: { in: rules.flatMap(({ categoryId }) => categoryId ?? []) } }, select: fields }),
    officeNames(),
    offices(),
  ]);
  const open = new Set(["", ...taking.map(({ key }) => key)]);
  const named = (rows: { id: number; slug: string; name: string }[], id: number | null) => rows.find((row) => row.id === id) ?? null;
  return rules.map((rule) => ({
    id: rule.id,
    name: rule.name,
    position: rule.position,
    kind: rule.kind,
    town: named(towns, rule.townId),
    category: named(categories, rule.categoryId),
    office: names.get(rule.office) ?? null,
    inForce: open.has(rule.office),
  }));
}

/** @throws NotFound (office), Invalid (town, category) */
export async function createRule(actor: Actor, input: RuleInput): Promise<{ id: number }> {
  allow(actor, "administrateOffices", {});
  return transact(async (tx) => {
    const { id } = await tx.assignmentRule.create({ data: await rowOf(tx, input) });
    await record(tx, actor.id, "rule.created", `rule:${id}`, input);
    return { id };
  });
}

/** @throws NotFound */
export async function editRule(actor: Actor, id: number, input: RuleInput): Promise<void> {
  allow(actor, "administrateOffices", {});
  await transact(async (tx) => {
    const { count } = await tx.assignmentRule.updateMany({ where: { id }, data: await rowOf(tx, input) });
    if (count === 0) throw new NotFound();
    await record(tx, actor.id, "rule.edited", `rule:${id}`, input);
  });
}

/** @throws NotFound */
export async function removeRule(actor: Actor, id: number): Promise<void> {
  allow(actor, "administrateOffices", {});
  await transact(async (tx) => {
    const { count } = await tx.assignmentRule.deleteMany({ where: { id } });
    if (count === 0) throw new NotFound();
    await record(tx, actor.id, "rule.removed", `rule:${id}`);
  });
}

async function rowOf(tx: Tx, { name, position, kind, town, category, office }: RuleInput) {
  const found = town === null ? null : await townBySlug(tx, town, "town");
  const about = category === null ? null : await tx.category.findUnique({ where: { slug: category }, select: { id: true } });
  if (category !== null && !about) throw new Invalid([{ path: "category", key: "unknownCategory" }]);
  const key = office === "" ? "" : (await officeOfSlug(tx, office)).key;
  return { name, position, kind, townId: found?.id ?? null, categoryId: about?.id ?? null, office: key };
}

export interface Rule {
  name: string;
  kind: Kind | null;
  townId: number | null;
  categoryId: number | null;
  office: string;
}
