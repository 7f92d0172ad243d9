import type { RequestHandler } from "express";

/** What the API answers to a signed-in reader belongs to that reader alone; open data sets its own headers. */
export const privateCacheControl: RequestHandler = (req, res, next) => {
  if (req.actor.id !== null) res.set("cache-control", "private, no-store");
  res.vary("Cookie").vary("Authorization");
  next();
};
