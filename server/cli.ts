import { createInterface } from "node:readline/promises";
import { playMonth } from "../prisma/demo-month.ts";
import { createAccount } from "./accounts/accounts.ts";
import { SignUpInput } from "./accounts/inputs.ts";
import { monthInput } from "./calendar/month-inputs.ts";
import { readConfig, useConfig } from "./core/config.ts";
import { connect, disconnect } from "./data/client.ts";
import { asProblem } from "./http/answer-problems.ts";
import { translators } from "./http/i18n.ts";
import { recomputeCounts } from "./quota/recompute.ts";
import { closeDueMonths, closeMonth } from "./reporting/closing/close-month.ts";
import { markPersonal } from "./threads/mark-personal.ts";

const USAGE = `npm run admin -- <verb>

  create-admin --username NAME [--display-name TEXT]   a new administrator; the password is read from standard input
  close-month [--month YYYY-MM]                        closes that month, or every month whose settlement day has begun
  demo-month                                           plays a month of 14 towns on a temporary database and prints it; always the same
  recompute                                            counts, credited months and what has personal numbers, anew; prints what differed
  --help                                               this text`;

/** The operator's command line. */
async function main([verb, ...rest]: string[]): Promise<number> {
  const verbs: Record<string, (options: Map<string, string>) => Promise<void>> = { "create-admin": createAdmin, "close-month": closeMonths, recompute };
  if (verb === "demo-month" && !rest.includes("--help")) {
    await playMonth(console.log); // on a database of its own
    return 0;
  }
  const work = verbs[verb ?? ""];
  if (!work) {
    console.log(USAGE);
    return verb === undefined || verb === "--help" || verb === "help" ? 0 : 2;
  }
  if (rest.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  const config = readConfig(process.env);
  useConfig(config);
  await connect(config.databaseUrl, { beside: true });
  try {
    await work(optionsOf(rest));
    return 0;
  } catch (error) {
    console.error(explained(error));
    return 1;
  } finally {
    await disconnect();
  }
}

async function createAdmin(options: Map<string, string>): Promise<void> {
  const username = options.get("username") ?? "";
  if (process.stdin.isTTY) console.error("Password (at least 8 characters), then Enter:");
  const lines = createInterface({ input: process.stdin });
  const first = await lines[Symbol.asyncIterator]().next();
  lines.close();
  const input = SignUpInput.parse({ username, displayName: options.get("display-name") ?? username, password: first.value ?? "" });
  const { id } = await createAccount({ ...input, role: "administrator", townId: null });
  console.log(`administrator ${input.username} created (account ${id})`);
}

async function closeMonths(options: Map<string, string>): Promise<void> {
  const month = options.get("month");
  if (month === undefined) {
    const closed = await closeDueMonths();
    console.log(closed.length > 0 ? `closed: ${closed.join(", ")}` : "no month is due");
    return;
  }
  const { result, closedNow } = await closeMonth(null, monthInput.parse(month));
  const { rates, credited, closedAt } = result;
  const figures = `${credited} credited, participation ${rates.participating}/${rates.onDuty}, met ${rates.met}/${rates.onDuty}`;
  console.log(closedNow ? `${month} closed: ${figures}` : `${month} was closed already at ${closedAt}; nothing changed: ${figures}`);
}

async function recompute(): Promise<void> {
  const { tallies, credits } = await recomputeCounts();
  console.log(`${tallies} town counts and ${credits} credited months differed and were put right`);
  console.log(`${await markPersonal()} texts were looked through anew for personal numbers and marked otherwise`);
}

/** `--name value` pairs. */
function optionsOf(words: string[]): Map<string, string> {
  const options = new Map<string, string>();
  for (let index = 0; index < words.length; index += 2) options.set((words[index] ?? "").replace(/^--/, ""), words[index + 1] ?? "");
  return options;
}

/** What went wrong in the words of the pages, in English. */
function explained(error: unknown): string {
  const problem = asProblem(error);
  if (problem.status >= 500) return (error as Error).message;
  const t = translators().en;
  const wrong = problem.errors.map(({ path, key, args }) => (path ? `${path}: ` : "") + t(`errors.${key}`, args));
  return wrong.join("\n") || t(`errors.${problem.key}`);
}

process.exit(await main(process.argv.slice(2)));
