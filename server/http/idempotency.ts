import { createHash } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import { now } from "../clock.ts";
import { db, transact } from "../data/client.ts";
import { isDuplicate } from "../data/conflicts.ts";
import { Conflict, Invalid } from "../problems.ts";

const KEPT_MS = 24 * 3600 * 1000;
const SHAPE = /^[\x21-\x7E]{1,200}$/;

/** The name that a key gives to a submission, so that even a crash between the act and its answer makes no second post. */
export const submissionOf = (req: Request): string | undefined => {
  const key = req.get("idempotency-key");
  return key === undefined ? undefined : `key:${key}`;
};

/**
 * Writes with an Idempotency-Key: the same key of the same account answers the first result again and writes nothing, for
 * a day. Refusals are not kept: they wrote nothing, and the next try may succeed.
 */
export const idempotent: RequestHandler = async (req, res, next) => {
  const key = req.get("idempotency-key");
  const accountId = req.actor.id;
  if (key === undefined || accountId === null || req.method === "GET" || req.method === "HEAD") return next();
  if (!SHAPE.test(key)) throw new Invalid([{ path: "Idempotency-Key", key: "wrongType" }], 400);
  const fingerprint = fingerprintOf(req);
  const earlier = await claim(accountId, key, fingerprint);
  if (earlier === "mine") {
    keepAnswer(res, accountId, key);
    return next();
  }
  if (earlier.fingerprint !== fingerprint) throw new Invalid([{ path: "Idempotency-Key", key: "otherRequest" }]);
  if (earlier.status === null) throw new Conflict("stillWorking");
  res.status(earlier.status).set("idempotent-replayed", "true");
  if (earlier.body === null) res.end();
  else res.type("json").send(earlier.body);
};

/** Forgets results older than a day. */
export const sweepIdempotentResults = (): Promise<unknown> =>
  transact((tx) => tx.idempotentResult.deleteMany({ where: { createdAt: { lt: new Date(now().getTime() - KEPT_MS) } } }));

/** An unfinished claim of a process that died is given up after so long; the act's own submission name still guards it. */
const GIVEN_UP_MS = 30_000;

async function claim(accountId: number, key: string, fingerprint: string) {
  const known = await db.idempotentResult.findUnique({ where: { accountId_key: { accountId, key } } });
  const age = known ? now().getTime() - known.createdAt.getTime() : 0;
  if (known && age < KEPT_MS && (known.status !== null || age < GIVEN_UP_MS)) return known;
  try {
    await transact(async (tx) => {
      if (known) await tx.idempotentResult.deleteMany({ where: { accountId, key, createdAt: known.createdAt } });
      await tx.idempotentResult.create({ data: { accountId, key, fingerprint, createdAt: now() } });
    });
    return "mine";
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return db.idempotentResult.findUniqueOrThrow({ where: { accountId_key: { accountId, key } } });
  }
}

/** Holds the answer back until it is kept; a refusal frees the key. */
function keepAnswer(res: Response, accountId: number, key: string): void {
  const end = res.end.bind(res) as (...args: unknown[]) => Response;
  res.end = ((...args: unknown[]) => {
    const [chunk] = args;
    const succeeded = res.statusCode < 400;
    const body = typeof chunk === "string" ? chunk : Buffer.isBuffer(chunk) ? chunk.toString("utf8") : null;
    const kept = transact(async (tx) => {
      const where = { accountId, key };
      if (succeeded) await tx.idempotentResult.updateMany({ where, data: { status: res.statusCode, body } });
      else await tx.idempotentResult.deleteMany({ where });
    });
    kept.catch((error) => res.req.log?.error({ err: error }, "idempotent result not kept")).finally(() => end(...args));
    return res;
  }) as Response["end"];
}

function fingerprintOf(req: Request): string {
  return createHash("sha256")
    .update(`${req.method} ${req.originalUrl} ${JSON.stringify(req.body ?? null)}`)
    .digest("base64url");
}
