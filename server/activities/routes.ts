import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { activitiesApi } from "./api.ts";
import { bookingPages } from "./booking-pages.ts";
import { activityCalendars } from "./calendar-pages.ts";
import { activityPages } from "./pages.ts";

/** Activities, sign-ups and calendars. */
export const activities = (site: Pages): Module => ({
  pages: [activityPages(site), bookingPages(site), activityCalendars()],
  api: [activitiesApi],
});
