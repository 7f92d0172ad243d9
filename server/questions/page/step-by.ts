import { db } from "../../data/client.ts";

/** Who took a step, as the public sees it: the office, never the clerk. `section` is a rule, the clock, a move, or a moderator. */
export type StepBy = "asker" | "office" | "administrator" | "section";

interface Step {
  event: string;
  byId: number | null;
}

/** What only whoever asked does. */
const ASKERS: readonly string[] = ["received", "rated", "reopened", "withdrawn"];
/** What others than the lead office do too, or alone (workflow.ts). */
const NOT_THE_OFFICE_ALONE: readonly string[] = ["assigned", "handedOver", "assisted", "declined", "merged", "reminded"];

/** Says who took each of these steps, of one question or of several. It goes by what people are now (docs/decisions/032). */
export async function whoTook(steps: readonly Step[]): Promise<(step: Step, askerId: number) => StepBy> {
  const ids = steps.filter(({ event }) => NOT_THE_OFFICE_ALONE.includes(event)).flatMap(({ byId }) => byId ?? []);
  const above = { id: { in: [...new Set(ids)] }, role: { in: ["administrator" as const, "moderator" as const] } };
  const found = ids.length === 0 ? [] : await db.account.findMany({ where: above, select: { id: true, role: true } });
  const roleOf = new Map(found.map(({ id, role }) => [id, role]));
  return ({ event, byId }, askerId) => {
    if (ASKERS.includes(event) || (event === "closed" && byId !== null && byId === askerId)) return "asker";
    if (byId === null) return "section";
    const role = roleOf.get(byId);
    return role === "administrator" ? "administrator" : role === "moderator" ? "section" : "office";
  };
}
