// npm run fresh: the two commands of the README in a new clone of HEAD, where nothing is installed but Node, npm, git,
// a shell, coreutils and (for the SQLite driver, where no prebuilt one can be had) a C++ compiler.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const COREUTILS =
  "basename cat chmod chown cp cut date dirname env expr head id ln ls mkdir mktemp mv readlink realpath rm rmdir sleep sort tail tee touch tr true uname wc";
const COMPILER = "ar as c++ cc g++ gcc ld make python3 ranlib";
const POSTGRES_AS_ROOT = "groupadd useradd"; // the server refuses to run as root
const PROGRAMS = `node npm git sh sed grep ${COREUTILS} ${COMPILER} ${POSTGRES_AS_ROOT}`.split(" ");

const LIMIT_MS = 20 * 60 * 1000;

const folder = mkdtempSync(join(tmpdir(), "fresh-"));
const [bin, home, temporary, clone] = ["bin", "home", "tmp", "clone"].map((name) => join(folder, name));
for (const each of [bin, home, temporary]) mkdirSync(each);
const found = [];
try {
  const head = cloneHead();
  const env = bareEnvironment();
  console.log(`HEAD is ${head}; on the PATH: ${readdirSync(bin).join(" ")}`);
  found.push(await starts(env), await tests(env), leavesNothing());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\nOn a bare machine (Node ${process.version}, ${process.platform} ${process.arch}):`);
for (const { isGood, says } of found) console.log(`${isGood ? "✓" : "✗"} ${says}`);
process.exitCode = found.every(({ isGood }) => isGood) ? 0 : 1;

function cloneHead() {
  const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();
  const [top, head] = [git("rev-parse", "--show-toplevel"), git("rev-parse", "HEAD")];
  git("init", "--quiet", clone);
  git("-C", clone, "fetch", "--quiet", "--depth=1", top, "HEAD");
  git("-C", clone, "checkout", "--quiet", head);
  return head.slice(0, 7);
}

/** Keeps of this machine only how it reaches the npm registry. */
function bareEnvironment() {
  const installed = process.env.PATH.split(delimiter).filter((each) => !each.startsWith(homedir())); // a version manager needs its home
  for (const program of PROGRAMS) {
    const path = installed.map((each) => join(each, program)).find(existsSync);
    if (path) symlinkSync(path, join(bin, program));
  }
  const kept = Object.entries(process.env).filter(([name]) => /^(https?_proxy|no_proxy|npm_config_registry|node_extra_ca_certs)$/i.test(name));
  const userconfig = execFileSync("npm", ["config", "get", "userconfig"], { encoding: "utf8" }).trim();
  return { ...Object.fromEntries(kept), npm_config_userconfig: userconfig, PATH: bin, HOME: home, TMPDIR: temporary, LANG: "C.UTF-8", NO_COLOR: "1" };
}

/** Runs an npm command in the clone, shows what it prints and keeps it; what hangs is stopped. */
function npm(args, env) {
  console.log(`\n$ npm ${args.join(" ")}`);
  const begun = Date.now();
  const child = spawn(join(bin, "npm"), args, { cwd: clone, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const stop = () => process.kill(-child.pid, "SIGTERM");
  const timer = setTimeout(stop, LIMIT_MS);
  const run = { child, stop, said: "", seconds: () => Math.round((Date.now() - begun) / 1000) };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part) => {
      run.said += part;
      process.stdout.write(part);
    });
  run.ended = new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal))).finally(() => clearTimeout(timer));
  return run;
}

async function starts(env) {
  const run = npm(["start"], { ...env, PORT: "0" });
  const origin = await Promise.race([
    new Promise((resolve) => {
      run.child.stdout.on("data", () => {
        const [, address] = /listening on (http:\/\/\S+?)\/?\s/.exec(run.said) ?? [];
        if (address) resolve(address);
      });
    }),
    run.ended.then(() => null),
  ]);
  if (!origin) return { isGood: false, says: `npm start: ended with ${await run.ended} before it listened` };
  const listens = run.seconds();
  const statuses = await Promise.all(["/", "/readyz"].map(async (path) => (await fetch(origin + path)).status));
  process.kill(serverOf(run), "SIGTERM");
  const code = await run.ended;
  return {
    isGood: code === 0 && statuses.every((status) => status === 200),
    says: `npm start: listened after ${listens} s, / and /readyz answered ${statuses.join(" and ")}, SIGTERM ended it with ${code}`,
  };
}

/** The server's own process: npm and its shell would die of the signal, whatever the server does with it. */
function serverOf(run) {
  const processes = execFileSync("ps", ["-A", "-o", "pid=,pgid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const [pid] = processes.find(([, group, program, script]) => Number(group) === run.child.pid && /node$/.test(program) && /start\.mjs$/.test(script));
  return Number(pid);
}

async function tests(env) {
  const run = npm(["test"], env);
  const code = await run.ended;
  const counts = /^ *Tests +(.*)$/m.exec(run.said)?.[1] ?? "no test ran";
  const skipped = /^Skipped:\n((?: {2}.*\n)*)/m.exec(run.said)?.[1] ?? "  nothing\n";
  return { isGood: code === 0, says: `npm test: ${counts} in ${run.seconds()} s with the installation, ended with ${code}; skipped:\n${skipped.trimEnd()}` };
}

/** What the programs left in the temporary folder; Node's own cache of compiled scripts may stay. */
function leavesNothing() {
  const left = readdirSync(temporary).filter((name) => name !== "node-compile-cache");
  return { isGood: left.length === 0, says: `left in the temporary folder: ${left.join(" ") || "nothing"}` };
}
