import type { RequestHandler } from "express";
import { type Logger, pino } from "pino";
import { config } from "../core/config.ts";

export type Log = Logger;

/** The program's log: JSON lines on standard error, so that standard output says only that it serves. */
export const openLog = (): Log => pino({ level: config().logLevel, base: null }, pino.destination(2));

/**
 * One line a request: method, path without its query, status, time. No addresses of people, cookies or link secrets. What went well is
 * told at the level debug only.
 */
export const requestLog =
  (log: Log): RequestHandler =>
  (req, res, next) => {
    req.log = log;
    const startedMs = performance.now();
    res.once("finish", () => {
      const level = res.statusCode >= 500 ? "error" : res.statusCode >= 400 ? "info" : "debug";
      if (!log.isLevelEnabled(level)) return;
      log[level]({ method: req.method, path: pathOf(req.originalUrl), status: res.statusCode, ms: Math.round(performance.now() - startedMs) }, "request");
    });
    next();
  };

const pathOf = (address: string): string => address.split("?")[0]!.replace(/(\/(?:invitations|mail\/leave|mail\/confirm)\/)[^/]+/, "$1…");
