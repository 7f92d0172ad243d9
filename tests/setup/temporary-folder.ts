import { accessSync, chmodSync, constants, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
const NEEDED_BYTES = 1_000_000_000;
const PREFIX = "minyi-run-";

/**
 * A folder for everything that this run and its workers write, removed when the run ends. It is in memory where there is room: the
 * databases of the tests sync every commit, and on a disk each sync stops a worker for a millisecond or two.
 */
export function temporaryFolder(): string {
  const parent = hasRoomInMemory() ? MEMORY : tmpdir();
  for (const left of readdirSync(parent).filter((name) => name.startsWith(PREFIX)))
    if (!isAlive(Number(left.slice(PREFIX.length).split("-")[0]))) rmSync(join(parent, left), { recursive: true, force: true });
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711); // PostgreSQL runs as a user of its own
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function hasRoomInMemory(): boolean {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > NEEDED_BYTES;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
