import { hash, verify } from "@node-rs/argon2";

/** OWASP's minimum for argon2id: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes 19 MiB and a core for some 20 ms: a small machine must not do many at a time. */
const AT_ONCE = 2;

/** Verified against when there is no such account, so that the answer takes as long. */
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$R18UEwhm4d4ZpBu92ezf9w$jat0RmtMcyzshULwoXIhcytWrDegMoh+QBjhrT1quoE";

let running = 0;
const waiting: (() => void)[] = [];

/** The password's argon2id hash, off the event loop. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, COST));

/** Whether `password` is the one that `passwordHash` was made of; null stands for an account that does not exist. */
export const isPassword = (passwordHash: string | null, password: string): Promise<boolean> =>
  inTurn(async () => (await verify(passwordHash ?? NOBODY, password).catch(() => false)) && passwordHash !== null);

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
