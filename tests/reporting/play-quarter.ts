import type { Member } from "../../server/access/actor.ts";
import { setClock } from "../../server/core/clock.ts";
import { Conflict } from "../../server/core/problems.ts";
import { startThread } from "../../server/forum/start-thread.ts";
import { answer, progress } from "../../server/questions/answers/answering.ts";
import { rate, reopen } from "../../server/questions/asker/rating.ts";
import { assign, handOver, returnQuestion } from "../../server/questions/workflow/assigning.ts";
import { closeAnswered } from "../../server/questions/workflow/close-answered.ts";
import { decline, merge, withdraw } from "../../server/questions/workflow/ending.ts";
import { extend, markComplex } from "../../server/questions/workflow/extending.ts";
import { variedText } from "../cast.ts";
import { dueIn, type Happening, minutesBetween, type PlainQuestion } from "./plain-quarter.ts";

/** Questions as they come and what is done with them, by the acts that pages call; beside it, what happened is kept by hand. */

export interface Cast {
  askers: Member[];
  administrator: Member;
  /** Speaks for any office, named by its slug. */
  clerkOf(office: string): Member;
  towns: string[];
  /** Slugs of towns and departments. */
  offices: string[];
  /** Categories with the office that a rule gives them to: null leaves it to an administrator, undefined to the board's town. */
  categories: { slug: string | null; office: string | null | undefined }[];
}

type Draw = (below: number) => number;

/** Whole numbers that look random and are the same for the same seed. Source: mulberry32. */
export function randomFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const HOUR = 3600 * 1000;
const LIMITS = { QUESTION: 5, OPINION: 7 } as const;
const COMPLEX = 15;

interface Kept extends PlainQuestion {
  id: number;
  asker: Member;
  office: string | null;
  since: Date;
  limit: number;
  extension: number;
  isPrivate: boolean;
  ended: boolean;
}

interface Planned {
  at: number;
  act: () => Promise<void>;
}

export class Quarter {
  readonly questions: Kept[] = [];
  /** How often an office was refused because it was late. */
  refusals = 0;
  readonly #planned: Planned[] = [];
  #seed = 1;

  constructor(
    readonly cast: Cast,
    readonly draw: Draw,
  ) {}

  /** Plans so many questions, spread from `from` until `until`. */
  plan(count: number, from: Date, until: Date): void {
    const minutes = (until.getTime() - from.getTime()) / 60_000;
    for (let index = 0; index < count; index++) {
      const at = from.getTime() + this.draw(minutes) * 60_000 + this.draw(60_000);
      this.#planned.push({ at, act: () => this.#asked(new Date(at)) });
    }
  }

  /** Lets everything happen that is planned up to `until`, in its order; what was answered long ago is closed. */
  async play(until: Date): Promise<void> {
    for (;;) {
      const next = this.#planned.reduce<Planned | null>((first, each) => (first === null || each.at < first.at ? each : first), null);
      if (next === null || next.at > until.getTime()) break;
      this.#planned.splice(this.#planned.indexOf(next), 1);
      setClock(() => new Date(next.at));
      await next.act();
    }
    setClock(() => until);
    await closeAnswered();
  }

  async #asked(at: Date): Promise<void> {
    const { cast, draw } = this;
    const [town, category] = [cast.towns[draw(cast.towns.length)]!, cast.categories[draw(cast.categories.length)]!];
    const [kind, asker] = [draw(3) === 0 ? ("OPINION" as const) : ("QUESTION" as const), cast.askers[draw(cast.askers.length)]!];
    const isPrivate = draw(10) === 0;
    const title = variedText(this.#seed++, 12);
    const thread = { town, kind, title, body: variedText(this.#seed++, 60), private: isPrivate, category: category.slug ?? "", submission: undefined };
    const { id } = await startThread(asker, thread);
    const office = category.office === undefined ? town : category.office;
    const question: Kept = {
      ...{ id, asker, office: null, category: category.slug, receivedAt: at, since: at, limit: LIMITS[kind], extension: 0, isPrivate },
      ...{ ended: false, happened: [] },
    };
    this.questions.push(question);
    if (office !== null) this.#given(question, at, office);
    this.#soon(question, at);
  }

  /** What becomes of it; each step names the next. */
  #soon(question: Kept, at: Date): void {
    const dice = this.draw(100);
    if (question.office === null) this.#later(at, 1, 70, (then) => this.#assigned(question, then));
    else if (dice < 4) this.#later(at, 1, 90, (then) => this.#end(question, then, "withdrawn"));
    else if (dice < 8) this.#later(at, 1, 90, (then) => this.#end(question, then, "declined"));
    else if (dice < 14) this.#later(at, 1, 90, (then) => this.#end(question, then, "merged"));
    else if (dice < 24) this.#later(at, 1, 20, (then) => this.#returned(question, then));
    else this.#worked(question, at);
  }

  #worked(question: Kept, at: Date): void {
    const [dice, { draw }] = [this.draw(100), this];
    if (dice < 12) this.#later(at, 2, 40, (then) => this.#handedOver(question, then));
    else if (dice < 24) this.#later(at, 2, 60, (then) => this.#marked(question, then));
    else if (dice < 38 && question.extension === 0) this.#later(at, 2, draw(3) === 0 ? 300 : 90, (then) => this.#extended(question, then, 1 + draw(10)));
    else if (dice < 52) this.#later(at, 2, 60, (then) => this.#progressed(question, then));
    else if (dice < 92) this.#later(at, 1, draw(3) === 0 ? 400 : 140, (then) => this.#answered(question, then));
  }

  #later(at: Date, least: number, most: number, act: (then: Date) => Promise<void>): void {
    const then = new Date(at.getTime() + least * HOUR + this.draw((most - least) * 3600) * 1000);
    this.#planned.push({ at: then.getTime(), act: () => act(then) });
  }

  #given(question: Kept, at: Date, office: string): void {
    question.office = office;
    this.#happens(question, { at, what: "assigned", office, due: dueIn(question.since, question.limit + question.extension) });
  }

  #happens = (question: Kept, happening: Happening) => question.happened.push(happening);
  #lead = (question: Kept) => this.cast.clerkOf(question.office!);
  #elsewhere = (question: Kept) => {
    const others = this.cast.offices.filter((office) => office !== question.office);
    return others[this.draw(others.length)]!;
  };

  async #assigned(question: Kept, at: Date): Promise<void> {
    const office = this.#elsewhere(question);
    await assign(this.cast.administrator, { threadId: question.id, office, reason: "" });
    this.#given(question, at, office);
    this.#worked(question, at);
  }

  async #handedOver(question: Kept, at: Date): Promise<void> {
    const office = this.#elsewhere(question);
    await handOver(question.happened.length > 5 ? this.cast.administrator : this.#lead(question), { threadId: question.id, office, reason: "属其职责" });
    this.#given(question, at, office);
    this.#later(at, 1, 200, (then) => this.#answered(question, then));
  }

  async #returned(question: Kept, at: Date): Promise<void> {
    await returnQuestion(this.#lead(question), { threadId: question.id, reason: "不属本单位职责" });
    question.office = null;
    this.#happens(question, { at, what: "assigned", office: null, due: dueIn(at, 1) });
    if (this.draw(6) > 0) this.#soon(question, at);
  }

  /** What is late moves its own date no more: refused, and answered some time. */
  async #refusedAsLate(question: Kept, at: Date, act: () => Promise<unknown>): Promise<boolean> {
    const due = question.happened.findLast((each) => "due" in each)!.due;
    if (at < due) return false;
    const refusal = await act().catch((error: unknown) => error);
    if (!(refusal instanceof Conflict) || refusal.key !== "lateStaysLate") throw new Error(`taken late on ${at.toISOString()}: ${String(refusal)}`);
    this.refusals++;
    this.#later(at, 1, 200, (then) => this.#answered(question, then));
    return true;
  }

  async #marked(question: Kept, at: Date): Promise<void> {
    if (await this.#refusedAsLate(question, at, () => markComplex(this.#lead(question), { threadId: question.id, reason: "涉及多个单位" }))) return;
    await markComplex(this.#lead(question), { threadId: question.id, reason: "涉及多个单位" });
    question.limit = COMPLEX;
    this.#happens(question, { at, what: "due", due: dueIn(question.since, COMPLEX + question.extension) });
    this.#later(at, 1, 600, (then) => this.#answered(question, then));
  }

  async #extended(question: Kept, at: Date, days: number): Promise<void> {
    if (await this.#refusedAsLate(question, at, () => extend(this.#lead(question), { threadId: question.id, days, reason: "需要现场核实" }))) return;
    await extend(this.#lead(question), { threadId: question.id, days, reason: "需要现场核实" });
    question.extension = days;
    this.#happens(question, { at, what: "due", due: dueIn(question.since, question.limit + days) });
    this.#later(at, 1, 500, (then) => this.#answered(question, then));
  }

  async #progressed(question: Kept, at: Date): Promise<void> {
    await progress(this.#lead(question), { threadId: question.id, body: variedText(this.#seed++, 30) });
    this.#later(at, 1, 200, (then) => this.#answered(question, then));
  }

  async #answered(question: Kept, at: Date): Promise<void> {
    await answer(this.#lead(question), { threadId: question.id, body: variedText(this.#seed++, 60) });
    this.#happens(question, { at, what: "answered", minutes: minutesBetween(question.since, at) });
    if (this.draw(10) < 8) this.#later(at, 1, 72, (then) => this.#rated(question, then));
    const isFirst = question.since === question.receivedAt;
    if (isFirst && this.draw(10) < 2) this.#later(at, 73, 340, (then) => this.#reopened(question, then));
  }

  async #rated(question: Kept, at: Date): Promise<void> {
    const solved = ([null, "solved", "solved", "partly", "not_solved"] as const)[this.draw(5)]!;
    const score = 1 + this.draw(5);
    await rate(question.asker, { threadId: question.id, score, solved: solved ?? undefined, comment: "说明" });
    this.#happens(question, { at, what: "rated", score, solved });
  }

  async #reopened(question: Kept, at: Date): Promise<void> {
    await reopen(question.asker, { threadId: question.id, reason: "问题没有解决" });
    [question.since, question.extension] = [at, 0];
    this.#happens(question, { at, what: "reopened", due: dueIn(at, question.limit) });
    if (this.draw(4) > 0) this.#later(at, 1, 260, (then) => this.#answered(question, then));
  }

  async #end(question: Kept, at: Date, what: "withdrawn" | "declined" | "merged"): Promise<void> {
    const threadId = question.id;
    if (what === "withdrawn") await withdraw(question.asker, { threadId });
    if (what === "declined") await decline(this.#lead(question), { threadId, reason: "不属公共服务事项" });
    if (what === "merged") await merge(this.#lead(question), { threadId, into: this.#another(question).id, reason: "" });
    question.ended = true;
    this.#happens(question, { at, what });
  }

  #another(question: Kept): Kept {
    const others = this.questions.filter((each) => each !== question && !each.ended && !each.isPrivate);
    return others[this.draw(others.length)]!;
  }
}
