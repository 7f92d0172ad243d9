import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";

export type Provider = "sqlite" | "postgresql";

/** Which database `url` names: `file:…` or `postgres://…`. */
export const providerOf = (url: string): Provider => (url.startsWith("file:") ? "sqlite" : "postgresql");

/** How the migration engine reaches the database of `url`. */
export async function migrationAdapter(url: string): Promise<SqlMigrationAwareDriverAdapterFactory> {
  if (providerOf(url) === "sqlite") return new PrismaBetterSqlite3({ url });
  const { PrismaPg } = await import("@prisma/adapter-pg");
  // In parts, not as a connection string: that would win over the name of the shadow database.
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const database = decodeURIComponent(pathname.slice(1)) || "postgres";
  const ssl = searchParams.get("sslmode");
  return new PrismaPg({
    host: searchParams.get("host") ?? hostname,
    port: Number(port) || 5432,
    user: decodeURIComponent(username) || "postgres",
    password: decodeURIComponent(password),
    database,
    ...(ssl && ssl !== "disable" ? { ssl: { rejectUnauthorized: ssl.startsWith("verify") } } : {}),
  }) as unknown as SqlMigrationAwareDriverAdapterFactory;
}
