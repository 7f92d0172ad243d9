// node server/setup/prepared.mjs COMMAND …: prepares the checkout, then runs a program of node_modules or a Node file.
import { spawn } from "node:child_process";
import { prepare } from "./prepare.mjs";

prepare();
const [program, ...args] = process.argv.slice(2);
const child = spawn(process.execPath, [program, ...args], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
