import type { RequestHandler } from "express";
import { type Logger, pino } from "pino";
import { pinoHttp } from "pino-http";
import { config } from "../config.ts";

export type Log = Logger;

/** The program's log: JSON lines on standard error, so that standard output says only that it serves. */
export const openLog = (): Log => pino({ level: config().logLevel, base: null }, pino.destination(2));

/** One line a request: method, path without its query, status, time. No addresses of people, cookies or link secrets. */
export const requestLog = (log: Log): RequestHandler =>
  pinoHttp({
    logger: log,
    wrapSerializers: false,
    quietReqLogger: true,
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? "error" : res.statusCode >= 400 ? "info" : "debug"),
    serializers: {
      req: (req: { method: string; url: string; originalUrl?: string }) => ({ method: req.method, path: pathOf(req.originalUrl ?? req.url) }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      err: pino.stdSerializers.err,
    },
  }) as RequestHandler;

const pathOf = (address: string): string => address.split("?")[0]!.replace(/(\/invitations\/)[^/]+/, "$1…");
