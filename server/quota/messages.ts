import { config } from "../config.ts";
import { db } from "../data/client.ts";
import { type Month, monthsAfter, startOf } from "./month.ts";

/** Questions and opinions that the whole section received, and answered, in `month`: public for the inspection (inspection.ts, "statistics"). */
export async function messagesOf(month: Month): Promise<{ received: number; answered: number }> {
  const { timeZone } = config();
  const inMonth = { gte: startOf(month, timeZone), lt: startOf(monthsAfter(month, 1), timeZone) };
  const [received, answered] = await Promise.all([
    db.feedback.count({ where: { receivedAt: inMonth } }),
    db.feedback.count({ where: { answeredAt: inMonth } }),
  ]);
  return { received, answered };
}
