import { db, transact } from "../data/client.ts";

/** What a new section's questions are about, until administrators decide otherwise; the slugs are keys of the texts under `category.`. */
export const FIRST_CATEGORIES = ["policy", "services", "environment", "traffic", "health", "other"] as const;

/** Fills an empty table once: as soon as there is any category, or any question, it is the administrators' own matter. @param names by slug */
export async function loadFirstCategories(names: (slug: (typeof FIRST_CATEGORIES)[number]) => string): Promise<void> {
  if (await db.category.findFirst({ select: { id: true } })) return;
  if (await db.feedback.findFirst({ select: { threadId: true } })) return;
  await transact(async (tx) => {
    for (const [index, slug] of FIRST_CATEGORIES.entries()) await tx.category.create({ data: { slug, name: names(slug), position: index + 1 } });
  });
}
