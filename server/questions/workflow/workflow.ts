import { type FeedbackState, OPEN_STATES } from "../../core/kinds.ts";

/** Everything that can happen to it; also the keys of the timeline's texts. */
export const FEEDBACK_EVENTS = [
  "received",
  "assigned",
  "handedOver",
  "returned",
  "assisted",
  "progress",
  "marked",
  "extended",
  "answered",
  "corrected",
  "rated",
  "reopened",
  "declined",
  "withdrawn",
  "merged",
  "closed",
  "reminded",
  "recounted",
] as const;
export type FeedbackEvent = (typeof FEEDBACK_EVENTS)[number];

/** Who takes a step, as the workflow knows people. */
export interface Party {
  /** Asked it, or filed it for somebody who did: the asker of record. */
  isAsker: boolean;
  /** Filed it for somebody who phoned or came in person, and so does not speak for them. */
  isFiler: boolean;
  /** Speaks for the lead office. */
  isLead: boolean;
  /** Speaks for an office that assists. */
  isAssisting: boolean;
  isModerator: boolean;
  isAdministrator: boolean;
  /** The scheduler, or a rule of assignment. */
  isClock: boolean;
}

/** What a step depends on besides its stage and who takes it. */
export interface Standing {
  state: FeedbackState;
  transfers: number;
  extended: boolean;
  reopened: boolean;
  marked: boolean;
  /** It waits, and its due instant has passed. */
  overdue: boolean;
  /** The latest answer was rated. */
  rated: boolean;
  /** Within the working days in which the present office may return it. */
  mayStillReturn: boolean;
  /** Within the days after the answer in which the asker may reopen it. */
  mayStillReopen: boolean;
}

/** After so many transfers an administrator decides. */
export const MOST_TRANSFERS = 3;
/** Working days within which an office returns what is not its own. */
export const RETURN_DAYS = 2;
/** Days (of 24 hours) after an answer within which the asker reopens it; then it closes by itself. */
export const REOPEN_DAYS = 15;
/** Such a day, in milliseconds; dates are counted by calendar/working-days.ts. */
export const DAY_MS = 24 * 3600 * 1000;
/** The most working days that one extension adds. */
export const MOST_EXTENSION_DAYS = 10;

interface Transition {
  from: readonly FeedbackState[];
  /** Null: it stays where it is. */
  to: FeedbackState | null;
  by: (party: Party, standing: Standing) => boolean;
  when?: (standing: Standing) => boolean;
  /** Moves the due instant, which is not possible any more once it has passed: what is late counts from the day it is late (domain.md). */
  unlessOverdue?: true;
}

const DONE = ["answered", "closed"] as const;
const office = (party: Party) => party.isLead || party.isAssisting;
/** Whoever files a question for someone is the asker of record: an office has no say on its own answer. */
const askerOnly = (party: Party) => party.isAsker && !party.isLead;

const TRANSITIONS: Record<FeedbackEvent, Transition> = {
  received: { from: [], to: "received", by: () => false },
  assigned: { from: OPEN_STATES, to: "assigned", by: (party) => party.isAdministrator || party.isClock },
  // After three transfers only an administrator says whose it is (domain.md): the office gives it back, or answers.
  handedOver: { from: ["assigned"], to: "assigned", by: (party, { transfers }) => party.isAdministrator || (party.isLead && transfers < MOST_TRANSFERS) },
  returned: { from: ["assigned"], to: "received", by: (party) => party.isLead, when: (now) => now.mayStillReturn },
  assisted: { from: ["assigned"], to: null, by: (party) => party.isLead || party.isAdministrator },
  progress: { from: ["assigned"], to: null, by: office },
  marked: { from: ["assigned"], to: null, by: (party) => party.isLead, when: (now) => !now.marked, unlessOverdue: true },
  extended: { from: ["assigned"], to: null, by: (party) => party.isLead, when: (now) => !now.extended, unlessOverdue: true },
  answered: { from: ["assigned"], to: "answered", by: (party) => party.isLead },
  corrected: { from: DONE, to: null, by: (party) => party.isLead },
  rated: { from: DONE, to: null, by: askerOnly, when: (now) => !now.rated },
  reopened: { from: DONE, to: "assigned", by: askerOnly, when: (now) => !now.reopened && now.mayStillReopen },
  declined: { from: OPEN_STATES, to: "declined", by: (party) => party.isLead || party.isAdministrator },
  withdrawn: { from: OPEN_STATES, to: "withdrawn", by: (party) => party.isAsker && !party.isFiler },
  merged: { from: OPEN_STATES, to: "merged", by: (party) => party.isLead || party.isModerator || party.isAdministrator },
  closed: { from: ["answered"], to: "closed", by: (party) => party.isClock || party.isAsker },
  reminded: { from: OPEN_STATES, to: null, by: (party) => party.isAdministrator || party.isClock },
  // Another calendar, another due date (docs/decisions/033).
  recounted: { from: OPEN_STATES, to: null, by: (party) => party.isClock },
};

/** Whether this party may ever take this step, whatever the stage: else it is forbidden, not in conflict. */
export const isPartyTo = (event: FeedbackEvent, party: Party, standing: Standing): boolean => TRANSITIONS[event].by(party, standing);

/** Whether the step can be taken now. */
export const isPossible = (event: FeedbackEvent, standing: Standing): boolean => {
  const { from, when, unlessOverdue } = TRANSITIONS[event];
  return from.includes(standing.state) && (when?.(standing) ?? true) && !(unlessOverdue && standing.overdue);
};

/** Why a step cannot be taken now, as a key of the texts under `errors.`: too late for it, or whatever else changed. */
export const whyNotNow = (event: FeedbackEvent, { overdue }: Pick<Standing, "overdue">): "lateStaysLate" | "stepNotNow" =>
  TRANSITIONS[event].unlessOverdue && overdue ? "lateStaysLate" : "stepNotNow";

/** The stage after the step. */
export const stateAfter = (event: FeedbackEvent, state: FeedbackState): FeedbackState => TRANSITIONS[event].to ?? state;

/** Every step that `party` can take now, in the order of the events. */
export const possibleEvents = (party: Party, standing: Standing): FeedbackEvent[] =>
  FEEDBACK_EVENTS.filter((event) => isPossible(event, standing) && isPartyTo(event, party, standing));

/** It waits for an office. */
export const isOpen = (state: FeedbackState): boolean => OPEN_STATES.includes(state as never);
