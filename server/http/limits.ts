import type { Request, RequestHandler } from "express";
import ipaddr from "ipaddr.js";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { config } from "../core/config.ts";
import { TooMany } from "../core/problems.ts";

/** How many of each within how many seconds, for one account or, for those without, one address. */
const LIMITS = {
  signIn: { points: 10, duration: 300 },
  signUp: { points: 30, duration: 3600 },
  write: { points: 60, duration: 60 },
  mail: { points: 10, duration: 3600 },
  upload: { points: 20, duration: 60 },
  preview: { points: 120, duration: 60 },
  report: { points: 60, duration: 60 },
  socket: { points: 240, duration: 60 },
} as const;
export type LimitName = keyof typeof LIMITS;

const limiters = Object.fromEntries(Object.entries(LIMITS).map(([name, limit]) => [name, new RateLimiterMemory({ keyPrefix: name, ...limit })])) as Record<
  LimitName,
  RateLimiterMemory
>;

/** Counts one. @param key whom to count @throws TooMany with the seconds to wait */
export async function spend(name: LimitName, key: string): Promise<void> {
  if (!config().rateLimits) return;
  try {
    await limiters[name].consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooMany(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
  }
}

/** Counts each request of a route for its account, or for its address. */
export const limited =
  (name: LimitName): RequestHandler =>
  async (req, _res, next) => {
    await spend(name, req.actor.id === null ? addressKey(req) : `account:${req.actor.id}`);
    next();
  };

/** An address as limits count it: an IPv6 household has a /64 to itself. */
export function addressKey(req: Request): string {
  return subnetOf(req.ip ?? "unknown");
}

/** @param ip an address; what is none is a key of its own */
export function subnetOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip); // one of IPv4 that came mapped into IPv6 is told as what it is
  return address.kind() === "ipv6" ? `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64` : address.toString();
}
