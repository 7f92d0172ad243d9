import { makeTown } from "../cast.ts";
import type { Site } from "../site.ts";
import { type Visitor, visitor } from "../visitor.ts";

type Known = Visitor & { member: NonNullable<Visitor["member"]> };

/** Who asks, and who answers: two towns' offices, the first with a colleague, and an administrator. */
export interface TwoOffices {
  asker: Known;
  liuhe: Known;
  colleague: Known;
  shaxi: Known;
  administrator: Known;
}

/** The people whom most of this room's tests need, each signed in. */
export async function twoOffices(site: Site): Promise<TwoOffices> {
  await makeTown("liuhe", "浏河镇", "2026-01");
  await makeTown("shaxi", "沙溪镇", "2026-01");
  return {
    asker: await visitor(site, "resident"),
    liuhe: await visitor(site, "responder", "liuhe"),
    colleague: await visitor(site, "association", "liuhe"),
    shaxi: await visitor(site, "responder", "shaxi"),
    administrator: await visitor(site, "administrator"),
  };
}
