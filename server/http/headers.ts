import helmet from "helmet";
import { config } from "../config.ts";

/** Strict: no script, style or frame but our own. HTTPS is asked for only where the site says that it has it. */
export function headers() {
  const isHttps = config().publicUrl?.startsWith("https:") ?? false;
  return helmet({
    strictTransportSecurity: isHttps,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "same-origin" },
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
