// npm run dev: serves from the sources and starts again whenever one of them changes.
import { spawn } from "node:child_process";

const children = [
  spawn(process.execPath, ["server/setup/build-client.mjs", "--watch"], { stdio: "inherit" }),
  spawn(process.execPath, ["--watch-path=static/css", "--watch-preserve-output", "server/setup/build-style.mjs"], { stdio: "inherit" }),
  spawn(
    process.execPath,
    ["--import", "tsx", "--watch", "--watch-path=server", "--watch-path=views", "--watch-path=build/static", "--watch-preserve-output", "server/main.ts"],
    { stdio: "inherit" },
  ),
];
const stop = () => {
  for (const child of children) child.kill("SIGTERM");
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
