import { describe, expect, test } from "vitest";
import { MOST_TRANSFERS, type Party, possibleEvents, type Standing } from "../../server/questions/workflow/workflow.ts";

const NOBODY: Party = { isAsker: false, isFiler: false, isLead: false, isAssisting: false, isModerator: false, isAdministrator: false, isClock: false };
const lead: Party = { ...NOBODY, isLead: true };
const administrator: Party = { ...NOBODY, isAdministrator: true };
const standing = (more: Partial<Standing>): Standing => ({
  ...{ state: "assigned", transfers: 0, extended: false, reopened: false, marked: false, overdue: false, rated: false },
  ...{ mayStillReturn: true, mayStillReopen: false, ...more },
});
const passing = (party: Party, more: Partial<Standing>) => possibleEvents(party, standing(more)).filter((event) => ["handedOver", "returned"].includes(event));

describe("passing a question on", () => {
  test.each([
    ["its office, before the third time", lead, { transfers: MOST_TRANSFERS - 1 }, ["handedOver", "returned"]],
    ["its office, after it: only back to administrators", lead, { transfers: MOST_TRANSFERS }, ["returned"]],
    ["its office, after it and its working days", lead, { transfers: MOST_TRANSFERS, mayStillReturn: false }, []],
    ["an administrator, always", administrator, { transfers: MOST_TRANSFERS + 2, mayStillReturn: false }, ["handedOver"]],
    ["an office that assists, never", { ...NOBODY, isAssisting: true }, {}, []],
  ])("%s", (_who, party, more, events) => expect(passing(party, more)).toEqual(events));
});
