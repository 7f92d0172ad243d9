import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { now } from "../core/clock.ts";
import { NotFound } from "../core/problems.ts";
import { record } from "../data/audit.ts";
import { db, transact } from "../data/client.ts";
import { unlessTaken } from "../data/conflicts.ts";
import type { EditCategoryInput, NewCategoryInput } from "./office-inputs.ts";

export interface CategoryView {
  id: number;
  slug: string;
  name: string;
  position: number;
  retired: boolean;
}

/** What questions and opinions are about, in the order in which it is offered; without those that were given up. */
export const categories = async (): Promise<CategoryView[]> => (await allCategories()).filter(({ retired }) => !retired);

export async function allCategories(): Promise<CategoryView[]> {
  const rows = await db.category.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] });
  return rows.map(viewOf);
}

const viewOf = ({ retiredAt, ...row }: Omit<CategoryView, "retired"> & { retiredAt: Date | null }): CategoryView => ({ ...row, retired: retiredAt !== null });

/** The category of that address, also one that was given up. @throws NotFound */
export async function categoryToEdit(actor: Actor, slug: string): Promise<CategoryView> {
  allow(actor, "administrateOffices", {});
  const row = await db.category.findUnique({ where: { slug } });
  if (!row) throw new NotFound("unknownCategory");
  return viewOf(row);
}

/** @throws Invalid when the address is taken */
export async function createCategory(actor: Actor, input: NewCategoryInput): Promise<{ slug: string }> {
  allow(actor, "administrateOffices", {});
  return unlessTaken({ path: "slug", key: "slugTaken" }, () =>
    transact(async (tx, after) => {
      const position = (await tx.category.count()) + 1;
      const { id, slug } = await tx.category.create({ data: { ...input, position } });
      await record(tx, actor.id, "category.created", `category:${id}`, input);
      after("offices.changed", {});
      return { slug };
    }),
  );
}

/** Another name, another place in the list. @throws NotFound */
export const editCategory = (actor: Actor, slug: string, input: EditCategoryInput): Promise<void> => change(actor, slug, "category.edited", input);

/** No longer offered; what was filed under it keeps it. */
export const retireCategory = (actor: Actor, slug: string): Promise<void> => change(actor, slug, "category.retired", { retiredAt: now() });
export const reviveCategory = (actor: Actor, slug: string): Promise<void> => change(actor, slug, "category.revived", { retiredAt: null });

type Change = EditCategoryInput | { retiredAt: Date | null };

async function change(actor: Actor, slug: string, action: "category.edited" | "category.retired" | "category.revived", data: Change): Promise<void> {
  allow(actor, "administrateOffices", {});
  await transact(async (tx, after) => {
    const category = await tx.category.findUnique({ where: { slug }, select: { id: true } });
    if (!category) throw new NotFound("unknownCategory");
    await tx.category.update({ where: { id: category.id }, data });
    await record(tx, actor.id, action, `category:${category.id}`, data);
    after("offices.changed", {}); // its name stands on pages of threads
  });
}
