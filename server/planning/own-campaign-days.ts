import type { Actor } from "../access/actor.ts";
import { allow } from "../access/permissions.ts";
import { Conflict, NotFound } from "../core/problems.ts";
import { db, transact } from "../data/client.ts";
import { ownTownOf } from "./save-draft.ts";

const MOST_DAYS = 40;

/** A memorial day of a town besides the city's. */
export interface OwnDay {
  id: number;
  /** MM-DD */
  day: string;
  name: string;
}

/** A town's own memorial days, by date. */
export async function ownDaysOf(actor: Actor, townId: number): Promise<OwnDay[]> {
  allow(actor, "readPlans", { townId });
  return db.campaignDay.findMany({ where: { townId }, orderBy: [{ day: "asc" }, { id: "asc" }], select: { id: true, day: true, name: true } });
}

/** Adds one. @param day MM-DD, every year @throws Conflict when there are enough */
export async function addCampaignDay(actor: Actor, { day, name }: Omit<OwnDay, "id">): Promise<OwnDay> {
  const townId = ownTownOf(actor);
  return transact(async (tx) => {
    if ((await tx.campaignDay.count({ where: { townId } })) >= MOST_DAYS) throw new Conflict("tooManyDays");
    return tx.campaignDay.create({ data: { townId, day, name }, select: { id: true, day: true, name: true } });
  });
}

/** Takes one away. @throws NotFound */
export async function removeCampaignDay(actor: Actor, id: number): Promise<void> {
  const townId = ownTownOf(actor);
  const { count } = await transact((tx) => tx.campaignDay.deleteMany({ where: { id, townId } }));
  if (count === 0) throw new NotFound();
}
