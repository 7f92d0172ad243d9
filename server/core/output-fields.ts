import { z } from "zod";

/** What answers are made of, as text-fields.ts has what inputs are made of. */

export const whole = z.number().int();

/** ISO 8601, UTC. */
export const instant = describedAs(z.string().meta({ format: "date-time" }), z.iso.datetime());

export const named = z.object({ slug: z.string(), name: z.string() });
export const numbered = z.object({ id: whole });

/** Whatever fields it has. */
export const anyObject: z.ZodType<object> = z.object({}).loose();

/** A page of a list. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** `schema` as it parses, but described like `other`: a client need not know what else is understood. */
export function describedAs<T extends z.ZodType>(other: z.ZodType, schema: T): T {
  const { $schema: _, ...description } = z.toJSONSchema(other);
  return schema.meta({
    override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
      for (const name of Object.keys(jsonSchema)) delete jsonSchema[name];
      Object.assign(jsonSchema, description);
    },
  });
}
