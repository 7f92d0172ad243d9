import { z } from "zod";

/** YYYY-MM. */
export const monthOutput = z.string().meta({ pattern: "^\\d{4}-\\d{2}$", example: "2026-11" });
