import { randomUUID } from "node:crypto";
import { Cron } from "croner";
import { now } from "../core/clock.ts";
import { transact } from "./client.ts";
import { ifTaken } from "./conflicts.ts";

/** Something that is done again and again. What it does must be safe to do twice: a lease can end while its holder still works. */
export interface ScheduledJob {
  name: string;
  /** When, in the words of cron, e.g. "* * * * *" for every minute; site time. */
  pattern: string;
  run(): Promise<unknown>;
}

/** A process that died lets go after this time. */
const LEASE_MS = 5 * 60_000;
const holder = randomUUID();

/** Runs every job at its times, and each once now: what fell due while the machine was off. @returns what stops them */
export function startSchedule(jobs: readonly ScheduledJob[], timeZone: string, onError: (error: unknown, job: string) => void): () => void {
  const tried = (job: ScheduledJob) => runAlone(job).catch((error) => onError(error, job.name));
  const crons = jobs.map((job) => new Cron(job.pattern, { timezone: timeZone, protect: true, unref: true }, async () => void (await tried(job))));
  void jobs.reduce<Promise<unknown>>((before, job) => before.then(() => tried(job)), Promise.resolve());
  return () => {
    for (const cron of crons) cron.stop();
  };
}

/** Runs `job` unless another process is running it. @returns whether it was run here */
export async function runAlone(job: Pick<ScheduledJob, "name" | "run">): Promise<boolean> {
  if (!(await take(job.name))) return false;
  let error: string | null = null;
  try {
    await job.run();
  } catch (failure) {
    error = (failure as Error).message.slice(0, 500);
    throw failure;
  } finally {
    await transact((tx) => tx.job.updateMany({ where: { name: job.name, holder }, data: { leaseUntil: now(), finishedAt: now(), error } }));
  }
  return true;
}

async function take(name: string): Promise<boolean> {
  const at = now();
  const lease = { holder, leaseUntil: new Date(at.getTime() + LEASE_MS), startedAt: at };
  const claim = () =>
    transact(async (tx) => {
      await tx.job.upsert({ where: { name }, create: { name, holder: "", leaseUntil: at, startedAt: at }, update: {} });
      const { count } = await tx.job.updateMany({ where: { name, leaseUntil: { lte: at } }, data: lease });
      return count === 1;
    });
  return ifTaken(claim, () => false); // another process began the same job's first run at the same moment
}
