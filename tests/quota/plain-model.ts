/**
 * The quota as one would keep it by hand, for comparing with the real one: everything that is open is judged again from the beginning
 * after every step. It shares no code with server/quota on purpose.
 */

export interface Text {
  body: string;
  /** Texts of one family are nearly the same, texts of two have nothing in common. */
  family: number;
  variant: number;
}

export interface PlainPolicy {
  from: string;
  target: number;
  kinds: string[];
  minimum: number;
  /** Below 1 the whole family is the same; at 1 only the very same text. */
  threshold: number;
  approvalDays: number;
}

export interface PlainThread {
  id: number;
  opener: number;
  town: number;
  kind: string;
  text: Text;
  removed: boolean;
  month: string;
  recapOf: number | null;
  granted: boolean;
  credited: string | null;
  why: string | null;
}

const DAY = 24 * 3600 * 1000;
const SHANGHAI = 8 * 3600 * 1000;

/** The month of an instant in Shanghai, which knows no daylight saving. */
export const monthAt = (at: Date): string => new Date(at.getTime() + SHANGHAI).toISOString().slice(0, 7);
export const nextMonth = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 7);
const monthsApart = (early: string, late: string): number =>
  (Number(late.slice(0, 4)) - Number(early.slice(0, 4))) * 12 + Number(late.slice(5)) - Number(early.slice(5));

const characters = (text: string): string[] => [...text].filter((character) => /[\p{L}\p{N}]/u.test(character));

export class PlainModel {
  threads: PlainThread[] = [];
  /** What was counted when a month was closed, by "month town". */
  frozen = new Map<string, { credited: number; target: number }>();
  closed = new Set<string>();
  #policies: PlainPolicy[];

  constructor(
    readonly towns: number[],
    first: PlainPolicy,
  ) {
    this.#policies = [first];
  }

  policy(month: string): PlainPolicy {
    const before = this.#policies.filter(({ from }) => from <= month);
    return before.reduce((latest, each) => (each.from >= latest.from ? each : latest));
  }

  decide(policy: PlainPolicy): void {
    this.#policies = [...this.#policies.filter(({ from }) => from !== policy.from), policy];
  }

  /** The month that something submitted and published at these instants belongs to. */
  monthOf(submittedAt: Date, publishedAt: Date): string {
    const submitted = monthAt(submittedAt);
    let month = monthAt(publishedAt);
    if (submitted < month && publishedAt < this.#lateFrom(submitted)) month = submitted;
    while (this.closed.has(month)) month = nextMonth(month);
    return month;
  }

  /** The midnight after the last working day on which an approval still counts for `month`; Saturdays and Sundays are free. */
  #lateFrom(month: string): Date {
    let day = Date.parse(`${nextMonth(month)}-01T00:00:00Z`) - DAY;
    for (let left = this.policy(month).approvalDays; left > 0; ) {
      day += DAY;
      const weekday = new Date(day).getUTCDay();
      if (weekday !== 0 && weekday !== 6) left--;
    }
    return new Date(day + DAY - SHANGHAI);
  }

  publish(thread: Omit<PlainThread, "removed" | "granted" | "credited" | "why">): void {
    this.threads.push({ ...thread, removed: false, granted: false, credited: null, why: null });
  }

  thread = (id: number): PlainThread => this.threads.find((each) => each.id === id)!;

  close(month: string): void {
    for (const town of this.towns) this.frozen.set(`${month} ${town}`, { credited: this.#count(month, town), target: this.policy(month).target });
    this.closed.add(month);
  }

  reopen(month: string): void {
    this.closed.delete(month);
  }

  /** How many a town has in a month, and how many it owes. */
  counter(month: string, town: number): { credited: number; target: number } {
    if (this.closed.has(month)) return this.frozen.get(`${month} ${town}`)!;
    return { credited: this.#count(month, town), target: this.policy(month).target };
  }

  #count = (month: string, town: number): number => this.threads.filter(({ credited, town: on }) => credited === month && on === town).length;

  /** Judges everything that is not closed anew, in the order of publication. */
  judge(): void {
    for (const thread of this.threads) {
      if (this.closed.has(thread.month)) continue;
      thread.why = this.#why(thread);
      thread.credited = thread.why === null ? thread.month : null;
    }
  }

  #why(thread: PlainThread): string | null {
    const { kinds, minimum, threshold } = this.policy(thread.month);
    if (thread.removed) return "removed";
    if (!kinds.includes(thread.kind)) return "kind";
    if (thread.town !== thread.opener) return "notOwnTown";
    const said = characters(thread.text.body);
    if (!thread.granted && said.length < minimum) return "tooShort";
    if (!thread.granted && new Set(said).size < 4) return "emptyOfContent";
    const earlier = this.threads.filter(({ id, opener, credited }) => id < thread.id && opener === thread.opener && credited !== null);
    if (earlier.some(({ id, month }) => id === thread.recapOf && month <= thread.month)) return "recap";
    const isRepeated = earlier.some((other) => {
      const apart = monthsApart(other.month, thread.month);
      return other.id !== thread.recapOf && apart >= 0 && apart <= 2 && isSame(other.text, thread.text, threshold);
    });
    return isRepeated && !thread.granted ? "duplicate" : null;
  }
}

const isSame = (one: Text, other: Text, threshold: number): boolean => one.family === other.family && (threshold < 1 || one.variant === other.variant);
