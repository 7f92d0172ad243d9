import { beforeAll, describe, expect, test } from "vitest";
import { ActivityInput, activityOf } from "../../server/activities/inputs.ts";
import { instantFrom, localText } from "../../server/activities/site-time.ts";
import { readConfig, useConfig } from "../../server/core/config.ts";

const SHANGHAI = "Asia/Shanghai";
const BERLIN = "Europe/Berlin";
const at = (text: string, zone: string) => {
  const found = instantFrom(text, zone);
  return found instanceof Date ? found.toISOString() : found;
};

describe("the instant that someone types", () => {
  test("without an offset is the time on the site's clock, with one it is what it says", () => {
    expect(at("2026-11-28T14:00", SHANGHAI)).toBe("2026-11-28T06:00:00.000Z");
    expect(at("2026-11-28T14:00", "UTC")).toBe("2026-11-28T14:00:00.000Z");
    expect(at("2026-07-11T14:00", BERLIN)).toBe("2026-07-11T12:00:00.000Z");
    expect(at("2026-01-11T14:00", BERLIN)).toBe("2026-01-11T13:00:00.000Z");
    expect(at("2026-11-28T14:00:00+09:00", SHANGHAI)).toBe("2026-11-28T05:00:00.000Z");
    expect(at("2026-11-28T06:00:00.000Z", BERLIN)).toBe("2026-11-28T06:00:00.000Z");
  });

  test("when the clocks are put on does not exist in the hour that is skipped; the hour that comes twice is the first of them", () => {
    expect(at("2026-03-29T02:30", BERLIN)).toBe("noSuchHour");
    expect(at("2026-03-29T03:00", BERLIN)).toBe("2026-03-29T01:00:00.000Z");
    expect(at("2026-10-25T02:30", BERLIN)).toBe("2026-10-25T00:30:00.000Z"); // summer time still
  });

  test.each(["", "tomorrow", "2026-02-30T10:00", "2026-11-28", "2026-11-28T25:00", "2026-11-28T10:00[Asia/Shanghai]x"])("%j is none", (text) => {
    expect(at(text, SHANGHAI)).toBe("timeShape");
  });

  test("comes back into the field as it was typed", () => {
    for (const zone of [SHANGHAI, BERLIN, "UTC"]) expect(localText(instantFrom("2026-07-11T14:05", zone) as Date, zone)).toBe("2026-07-11T14:05");
  });
});

describe("an activity's details", () => {
  const details = { startsAt: "2026-11-28T14:00", place: "文化站" };
  const wrong = (change: object) =>
    ActivityInput.safeParse({ ...details, ...change }).error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  beforeAll(() => useConfig(readConfig({ SESSION_SECRET: "s".repeat(32) })));

  test("need a time and a place, and nothing else", () => {
    expect(ActivityInput.parse(details)).toEqual({
      startsAt: new Date("2026-11-28T06:00:00Z"),
      endsAt: null,
      place: "文化站",
      contact: "",
      capacity: null,
      campaignDay: null,
    });
    expect(wrong({ startsAt: undefined })).toEqual([["startsAt", "required"]]);
    expect(wrong({ startsAt: "", place: " " })).toEqual([
      ["startsAt", "required"],
      ["place", "required"],
    ]);
  });

  test("are the same from an empty field, from null and from nothing", () => {
    const empty = { endsAt: "", contact: "", capacity: "", campaignDay: "" };
    expect(ActivityInput.parse({ ...details, ...empty })).toEqual(ActivityInput.parse(details));
    expect(ActivityInput.parse({ ...details, endsAt: null, capacity: null, campaignDay: null })).toEqual(ActivityInput.parse(details));
  });

  test("kept as JSON by a draft are the same when read again", () => {
    const kept = ActivityInput.parse({ ...details, endsAt: "2026-11-28T16:00", capacity: "40", campaignDay: "09-25", contact: "王干事" });
    expect(ActivityInput.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  test.each([
    [{ endsAt: "2026-11-28T14:00" }, "endsAt", "endsBeforeStart"],
    [{ endsAt: "2026-11-28T13:00" }, "endsAt", "endsBeforeStart"],
    [{ startsAt: "1899-01-01T00:00" }, "startsAt", "timeShape"],
    [{ startsAt: "9999-01-01T00:00" }, "startsAt", "timeShape"],
    [{ startsAt: 5 }, "startsAt", "wrongType"],
    [{ capacity: "0" }, "capacity", "capacityShape"],
    [{ capacity: "-3" }, "capacity", "capacityShape"],
    [{ capacity: "4.5" }, "capacity", "capacityShape"],
    [{ capacity: "1e9" }, "capacity", "capacityShape"],
    [{ capacity: "forty" }, "capacity", "capacityShape"],
    [{ capacity: true }, "capacity", "wrongType"],
    [{ campaignDay: "3-8" }, "campaignDay", "unknownCampaignDay"],
    [{ campaignDay: "13-01" }, "campaignDay", "unknownCampaignDay"],
    [{ place: "地".repeat(121) }, "place", "tooLong"],
  ])("%j are refused beside %s: %s", (change, path, message) => expect(wrong(change)).toEqual([[path, message]]));

  test("of a form are its fields that begin with activity.; none when all are empty", () => {
    expect(activityOf({ title: "标题", "activity.startsAt": "2026-11-28T14:00", "activity.place": "" })).toEqual({ startsAt: "2026-11-28T14:00", place: "" });
    expect(activityOf({ title: "标题", "activity.startsAt": "", "activity.place": "  " })).toBeUndefined();
    expect(activityOf({ title: "标题" })).toBeUndefined();
  });
});
