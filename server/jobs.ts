import { erasePhones } from "./activities/sign-up-list.ts";
import type { ScheduledJob } from "./data/schedule.ts";
import { sweepIdempotentResults } from "./http/idempotency.ts";
import { sweepSessions } from "./http/session-store.ts";
import { remindReview } from "./knowledge/remind-review.ts";
import { sweepPictures } from "./media/picture-files.ts";
import { deliver } from "./notifications/outbox.ts";
import { picturesOfDrafts } from "./planning/pictures-of-drafts.ts";
import { publishDue } from "./planning/publish-due.ts";
import { escalate } from "./questions/deadlines/escalate.ts";
import { recountDueDates } from "./questions/deadlines/recount.ts";
import { adoptQuestions } from "./questions/workflow/adopt-questions.ts";
import { closeAnswered } from "./questions/workflow/close-answered.ts";
import { closeDueMonths } from "./reporting/closing/close-month.ts";
import { sendDigest } from "./reporting/reminders/send-digest.ts";
import { sendReminders } from "./reporting/reminders/send-reminders.ts";
import { indexWords } from "./threads/thread-words.ts";

/** Everything that is done by the clock; the only list of it. */
export const jobs: readonly ScheduledJob[] = [
  { name: "sweep", pattern: "17 * * * *", run: () => Promise.all([sweepSessions(), sweepIdempotentResults()]) },
  { name: "sweep-pictures", pattern: "11 4 * * *", run: async () => sweepPictures(await picturesOfDrafts()) },
  { name: "erase-phones", pattern: "41 3 * * *", run: erasePhones },
  { name: "close-months", pattern: "*/5 * * * *", run: closeDueMonths },
  { name: "adopt-questions", pattern: "41 * * * *", run: adoptQuestions },
  { name: "escalate", pattern: "*/10 * * * *", run: escalate },
  { name: "recount-due-dates", pattern: "23 * * * *", run: recountDueDates },
  { name: "index-words", pattern: "* * * * *", run: indexWords },
  { name: "close-answered", pattern: "11 * * * *", run: closeAnswered },
  { name: "remind-review", pattern: "7 8-17 * * *", run: remindReview },
  { name: "remind", pattern: "*/10 * * * *", run: sendReminders },
  { name: "digest", pattern: "*/10 * * * *", run: sendDigest },
  { name: "publish-drafts", pattern: "* * * * *", run: publishDue },
  { name: "deliver", pattern: "* * * * *", run: deliver },
];
