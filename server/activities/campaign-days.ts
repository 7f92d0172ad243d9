import { db, type Tx } from "../data/client.ts";
import { CITY_CAMPAIGN_DAYS } from "./inputs.ts";

/** A memorial day that activities can belong to. */
export interface CampaignDay {
  /** MM-DD */
  day: string;
  /** A town's own name for it; null for the city's days, which the texts name. */
  name: string | null;
}

/** The days that a town's activities can belong to, in the order of the year: the city's and its own. @param townId null: the city's alone */
export async function campaignDaysOf(townId: number | null, from: Pick<Tx, "campaignDay"> = db as unknown as Tx): Promise<CampaignDay[]> {
  const own = townId === null ? [] : await from.campaignDay.findMany({ where: { OR: [{ townId }, { townId: null }] }, select: { day: true, name: true } });
  const city: CampaignDay[] = CITY_CAMPAIGN_DAYS.filter((day) => !own.some((each) => each.day === day)).map((day) => ({ day, name: null }));
  return [...city, ...own].sort((a, b) => (a.day < b.day ? -1 : 1));
}
