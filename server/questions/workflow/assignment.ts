import type { Kind } from "../../core/kinds.ts";
import type { Tx } from "../../data/client.ts";
import type { Rule } from "../../offices/assignment-rules.ts";
import { departmentOffice, townOffice } from "../../offices/offices.ts";

export interface Asked {
  kind: Kind;
  townId: number;
  categoryId: number | null;
}

/** Who is responsible and by which rule; `rule` is null for the one that always holds: the board's own town. */
export interface Assignment {
  /** Null: left to an administrator. */
  office: string | null;
  rule: string | null;
}

/** The first rule that fits, in their order; else the town's own office. Pure. */
export function assignmentBy(rules: readonly Rule[], asked: Asked): Assignment {
  const fits = (rule: Rule) =>
    (rule.kind === null || rule.kind === asked.kind) &&
    (rule.townId === null || rule.townId === asked.townId) &&
    (rule.categoryId === null || rule.categoryId === asked.categoryId);
  const rule = rules.find(fits);
  return rule ? { office: rule.office || null, rule: rule.name } : { office: townOffice(asked.townId), rule: null };
}

/** The same by the rules that are in force: what names a department that was given up sends it nothing new. */
export async function assignmentOf(tx: Tx, asked: Asked): Promise<Assignment> {
  const rules = await tx.assignmentRule.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] });
  const givenUp = await tx.department.findMany({ where: { retiredAt: { not: null } }, select: { id: true } });
  const closed = new Set(givenUp.map(({ id }) => departmentOffice(id)));
  return assignmentBy(
    rules.filter(({ office }) => !closed.has(office)),
    asked,
  );
}
