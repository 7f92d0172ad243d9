import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHandler } from "express";
import helmet from "helmet";
import { config } from "../core/config.ts";

/** Helmet's headers on every answer. None of them depends on the request: Helmet is asked once. */
export function headers(): RequestHandler {
  const fixed = new Map<string, string>();
  const listening = { setHeader: (name: string, value: string) => fixed.set(name, value), removeHeader() {} };
  policy()({} as IncomingMessage, listening as unknown as ServerResponse, () => {});
  return (_req, res, next) => {
    res.setHeaders(fixed);
    next();
  };
}

/** Strict: no script, style or frame but our own. HTTPS is asked for only where the site says that it has it. */
function policy() {
  const isHttps = config().publicUrl?.startsWith("https:") ?? false;
  return helmet({
    strictTransportSecurity: isHttps,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "same-origin" }, // other sites learn no address of ours; "no-referrer" would take the origin from our own forms too
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'", ...socketSources()],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        manifestSrc: ["'self'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  });
}

/** Older Safari does not count a WebSocket of the same host as 'self'. */
const socketSources = (): string[] => {
  const { publicUrl } = config();
  return publicUrl ? [publicUrl.replace(/^http/, "ws")] : [];
};
