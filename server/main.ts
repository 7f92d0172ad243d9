import { createServer } from "node:http";
import { loadDemo } from "../prisma/seed.ts";
import { createApp } from "./app.ts";
import { loadShippedNotices } from "./calendar/shipped-notices.ts";
import { readConfig, useConfig } from "./core/config.ts";
import { listensAt, url } from "./core/urls.ts";
import { connect, disconnect } from "./data/client.ts";
import { startSchedule } from "./data/schedule.ts";
import { translators } from "./http/i18n.ts";
import { openLog } from "./http/log.ts";
import { jobs } from "./jobs.ts";
import { loadFirstCategories } from "./offices/first-categories.ts";

/** Who is still being answered after so long is cut off. */
const DRAIN_MS = 8_000;

/** Opens the database, loads the demo where it belongs, serves, and drains on SIGTERM and Ctrl-C. */
export async function main(): Promise<void> {
  const config = readConfig(process.env);
  useConfig(config);
  const log = openLog();
  await connect(config.databaseUrl);
  await loadShippedNotices();
  const t = translators()[config.defaultLocale];
  await loadFirstCategories((slug) => t(`category.${slug}`));
  const demo = await loadDemo(config);

  const { handler, goLive } = createApp(log);
  const server = createServer(handler);
  const io = goLive(server);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(config.port, config.host, resolve));
  const { port } = server.address() as { port: number };
  for (const line of demo) console.log(line);
  const origin = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
  listensAt(origin);
  console.log(`listening on ${origin}${url("/")}`);

  const stopSchedule = startSchedule(jobs, config.timeZone, (error, job) => log.error({ err: error, job }, "job failed"));

  let leaving = false;
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    stopSchedule();
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    await new Promise((resolve) => io.close(() => resolve(undefined))); // stops accepting, ends connections, waits for requests
    await disconnect();
    process.exit(0);
  }
  process.on("SIGTERM", () => void leave());
  process.on("SIGINT", () => void leave());
}

main().catch((error: Error) => {
  console.error(`cannot start: ${error.message.split("\n")[0]}`);
  process.exit(1);
});
