import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { notificationsApi } from "./api.ts";
import { deliveryPages } from "./delivery-pages.ts";
import { mailPages } from "./mail-pages.ts";
import { notificationPages } from "./pages.ts";
import { recipientPages } from "./recipient-pages.ts";

/** Notices, e-mail and its recipients. */
export const notifications = (site: Pages): Module => ({
  pages: [mailPages(site), notificationPages(site), recipientPages(site), deliveryPages(site)],
  api: [notificationsApi],
});
