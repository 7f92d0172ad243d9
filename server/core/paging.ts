import { z } from "zod";
import { Invalid } from "./problems.ts";

/** Links to the pages before and after this one. */
export interface Pager {
  firstUrl: string | null;
  previousUrl: string | null;
  nextUrl: string | null;
}

/** A place in a list, as an opaque string for addresses. */
export const writeCursor = (place: unknown[]): string => Buffer.from(JSON.stringify(place)).toString("base64url");

/** The place that `cursor` names. @throws Invalid for anything that `writeCursor` did not make */
export function readCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | null {
  if (cursor === undefined || cursor === "") return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new Invalid([{ path: "cursor", key: "unknownCursor" }], 400);
  }
}

export const limitInput = z.coerce.number({ error: "wrongType" }).int("wrongType").min(1, "wrongType").max(100, "wrongType").default(20);
export const cursorInput = z.string({ error: "unknownCursor" }).max(4000, "unknownCursor").optional();
