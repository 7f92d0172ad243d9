import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

export const LOCALES = ["zh-CN", "zh-TW", "en"] as const;
export type Locale = (typeof LOCALES)[number];

const isTimeZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
};

const Environment = z.object({
  /** The port to listen on; 0 takes a free one. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** The address to listen on; 0.0.0.0 opens it to the network. */
  HOST: z.string().min(1).default("127.0.0.1"),
  /** The folder of everything that the program writes. */
  DATA_DIR: z.string().min(1).default("./var"),
  /** file:… for SQLite, postgres://… for PostgreSQL; a file in DATA_DIR when absent. */
  DATABASE_URL: z
    .string()
    .regex(/^(file:.|postgres(ql)?:\/\/.)/, "must begin with file: or postgres://")
    .optional(),
  /** The path under which the section is mounted, e.g. /minyi. */
  BASE_PATH: z
    .string()
    .regex(/^(\/[A-Za-z0-9._~-]+)*\/?$/, "must look like /minyi")
    .default("")
    .transform((path) => path.replace(/\/$/, "")),
  /** The address that readers use, e.g. https://minyi.example.gov.cn; origins other than it are refused. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/$/, ""))
    .optional(),
  /** How many proxies stand in front, or their addresses, comma-separated. */
  TRUST_PROXY: z
    .string()
    .regex(/^(\d+|[0-9a-fA-F.:/, ]+|loopback)$/, "must be a number of proxies or a list of addresses")
    .optional(),
  /** Signs the session cookies; made and kept in DATA_DIR when absent. */
  SESSION_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  /** The folder of uploaded pictures; uploads in DATA_DIR when absent. */
  UPLOAD_DIR: z.string().min(1).optional(),
  /** The zone whose calendar months the quota counts. */
  TIME_ZONE: z.string().refine(isTimeZone, "must be a time zone such as Asia/Shanghai").default("Asia/Shanghai"),
  /** The language of those who chose none. */
  DEFAULT_LOCALE: z.enum(LOCALES).default("zh-CN"),
  /** The mail server, smtp://user:password@host:587 or smtps://…; without it mails are files in DATA_DIR/mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must look like smtp://user:password@host:587" }).optional(),
  /** The sender of mails, an address or: Name <address>. */
  MAIL_FROM: z
    .string()
    .transform((text) => {
      const [, name = "", address = text.trim()] = /^([^<>"\p{Cc}]*)<([^<>]+)>\s*$/u.exec(text) ?? [];
      return { name: name.trim(), address };
    })
    .refine(({ address }) => z.email().safeParse(address).success, "must be an address, or a name and an address in <…>")
    .optional(),
  /** 1 loads the demo, 0 never; unset: only into an empty database served on loopback. */
  DEMO: z.enum(["0", "1"]).optional(),
  /** How much is logged: fatal, error, warn, info, debug, trace or silent. */
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** off only for benchmarks. */
  RATE_LIMITS: z.enum(["on", "off"]).default("on"),
});

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  uploadDir: string;
  databaseUrl: string;
  basePath: string;
  publicUrl: string | null;
  trustProxy: number | string | false;
  sessionSecret: string;
  timeZone: string;
  defaultLocale: Locale;
  demo: "load" | "never" | "when empty on loopback";
  /** Without `smtpUrl` mails are written to files. The name is empty when only an address was given. */
  mail: { smtpUrl: string | null; from: { name: string; address: string } };
  logLevel: string;
  rateLimits: boolean;
}

/** The environment, checked. @throws Error with one line that names the first wrong variable */
export function readConfig(environment: NodeJS.ProcessEnv): Readonly<Config> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.join(".")}: ${issue?.message}`);
  }
  const env = parsed.data;
  if (env.SMTP_URL && !env.MAIL_FROM) throw new Error("MAIL_FROM: is needed with SMTP_URL");
  const dataDir = resolve(env.DATA_DIR);
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    dataDir,
    uploadDir: env.UPLOAD_DIR === undefined ? join(dataDir, "uploads") : resolve(env.UPLOAD_DIR),
    databaseUrl: databaseUrl(env.DATABASE_URL, dataDir),
    basePath: env.BASE_PATH,
    publicUrl: env.PUBLIC_URL ?? null,
    trustProxy: trustProxy(env.TRUST_PROXY),
    sessionSecret: env.SESSION_SECRET ?? keptSecret(dataDir),
    timeZone: env.TIME_ZONE,
    defaultLocale: env.DEFAULT_LOCALE,
    demo: env.DEMO === "1" ? "load" : env.DEMO === "0" ? "never" : "when empty on loopback",
    mail: { smtpUrl: env.SMTP_URL ?? null, from: env.MAIL_FROM ?? { name: "", address: "minyi@localhost.localdomain" } },
    logLevel: env.LOG_LEVEL,
    rateLimits: env.RATE_LIMITS === "on",
  });
}

let current: Readonly<Config> | undefined;

/** Makes this the site's configuration; the site's first act. */
export function useConfig(config: Readonly<Config>): void {
  current = config;
}

/** The site's configuration. */
export function config(): Readonly<Config> {
  if (!current) throw new Error("useConfig() comes first");
  return current;
}

/** `make`, which depends on the configuration alone, called once for each: a program has one, tests have many. */
export function oncePerConfig<T>(make: () => T): () => T {
  const known = new WeakMap<Readonly<Config>, T>();
  return () => {
    const made = known.get(config()) ?? make();
    known.set(config(), made);
    return made;
  };
}

function databaseUrl(url: string | undefined, dataDir: string): string {
  if (!url) return `file:${join(dataDir, "minyi.sqlite")}`;
  return url.startsWith("file:") ? `file:${resolve(dataDir, url.slice("file:".length))}` : url;
}

function trustProxy(value: string | undefined): number | string | false {
  if (value === undefined) return false;
  return /^\d+$/.test(value) ? Number(value) : value;
}

function keptSecret(dataDir: string): string {
  const file = join(dataDir, "session-secret");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(file, "utf8").trim();
}
