import type { Module } from "../http/module.ts";
import type { Pages } from "../http/pages.ts";
import { severalPages } from "./answers/several-pages.ts";
import { templatePages } from "./answers/template-pages.ts";
import { askerApi } from "./asker/api.ts";
import { askerPages } from "./asker/asker-pages.ts";
import { deadlinesApi } from "./deadlines/api.ts";
import { overduePages } from "./deadlines/overdue-pages.ts";
import { deskApi } from "./desk/api.ts";
import { deskPages } from "./desk/desk-pages.ts";
import { stepsApi } from "./page/api.ts";
import { handlingSockets } from "./page/live.ts";
import { notePages } from "./page/note-pages.ts";
import { signOffPages } from "./page/sign-off-pages.ts";
import { stepPages } from "./page/step-pages.ts";
import { feedbackPages } from "./pages.ts";
import { signOffApi } from "./sign-off/api.ts";

/** Questions and opinions: steps, answers, sign-off, the desk and the asker. */
export const questions = (site: Pages): Module => ({
  pages: [
    feedbackPages(site),
    stepPages(site),
    notePages(site),
    signOffPages(site),
    askerPages(site),
    deskPages(site),
    severalPages(site),
    templatePages(site),
    overduePages(site),
  ],
  api: [stepsApi, askerApi, deadlinesApi, deskApi, signOffApi],
  sockets: handlingSockets,
});
