import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { OPEN_STATES } from "../core/kinds.ts";
import { NotFound } from "../core/problems.ts";
import { db } from "../data/client.ts";
import { assignmentRules, type RuleView } from "./assignment-rules.ts";
import { allCategories, type CategoryView } from "./categories.ts";
import { departmentOffice, type Office, offices } from "./offices.ts";

export interface DepartmentRow {
  slug: string;
  name: string;
  position: number;
  retired: boolean;
  lead: string | null;
  members: number;
}

export interface OfficesPage {
  departments: DepartmentRow[];
  categories: CategoryView[];
  rules: RuleView[];
  /** With how many steps an answer passes before it is published. */
  offices: (Office & { steps: number })[];
}

/** Departments, categories and the rules of assignment, for administrators. */
export async function officesPage(actor: Actor): Promise<OfficesPage> {
  allow(actor, "administrateOffices", {});
  const [departments, members, categories, rules, all] = await Promise.all([
    db.department.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] }),
    db.account.findMany({ where: { departmentId: { not: null }, state: "active" }, select: { id: true, departmentId: true, displayName: true } }),
    allCategories(),
    assignmentRules(actor),
    signOffSteps(),
  ]);
  return {
    departments: departments.map(({ id, slug, name, position, retiredAt, leadId }) => ({
      slug,
      name,
      position,
      retired: retiredAt !== null,
      lead: members.find((member) => member.id === leadId)?.displayName ?? null,
      members: members.filter((member) => member.departmentId === id).length,
    })),
    categories,
    rules,
    offices: all,
  };
}

/** How many steps an answer of each office passes. */
async function signOffSteps(): Promise<(Office & { steps: number })[]> {
  const rows = await db.signOffStep.groupBy({ by: ["office"], _max: { position: true } });
  const stepsOf = new Map(rows.map(({ office, _max }) => [office, _max.position ?? 0]));
  return (await offices()).map((office) => ({ ...office, steps: stepsOf.get(office.key) ?? 0 }));
}

/** One department with its people, for its form. @throws NotFound */
export async function departmentToEdit(actor: Actor, slug: string) {
  allow(actor, "administrateOffices", {});
  const department = await db.department.findUnique({ where: { slug } });
  if (!department) throw new NotFound("unknownOffice");
  const members = await db.account.findMany({
    where: { departmentId: department.id, state: "active" },
    orderBy: { id: "asc" },
    select: { id: true, username: true, displayName: true },
  });
  const office = departmentOffice(department.id);
  const [waiting, rules] = await Promise.all([
    db.feedback.count({ where: { office, state: { in: [...OPEN_STATES] } } }),
    db.assignmentRule.findMany({ where: { office }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { name: true } }),
  ]);
  return {
    slug,
    name: department.name,
    position: department.position,
    leadId: members.find(({ id }) => id === department.leadId)?.id ?? null, // who was suspended leads no more
    retired: department.retiredAt !== null,
    members,
    /** What giving it up is about: its open questions stay with it, and these rules are passed over. */
    waiting,
    rules: rules.map(({ name }) => name),
  };
}
