import { MONTH_SHAPE } from "../calendar/month.ts";
import { FEEDBACK_STATES, KINDS } from "../core/kinds.ts";

/** One thing that an entry of the audit trail says, and how it is to be read. */
export interface AuditDetail {
  /** A key of the texts, or whatever its writer called it: "reason", "before.target". */
  key: string;
  as: "month" | "instant" | "town" | "department" | "kind" | "role" | "shortfall" | "percent" | "thread" | "stage" | "flag" | "count" | "text";
  value: string | number | boolean;
}

const MOST = 24;
const LONGEST = 300;
/** As JSON writes a Date. */
const INSTANT_SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What an entry says besides who, what and about which, flat and readable; large parts are counted. @param detail JSON as it was recorded */
export function detailsOf(action: string, detail: string): AuditDetail[] {
  const { from, to, ...known } = JSON.parse(detail) as Record<string, unknown>;
  const named = action === "thread.moved" ? { fromTownId: from, toTownId: to, ...known } : { ...known, from, to };
  return flat(named).slice(0, MOST);
}

function flat(value: Record<string, unknown>, prefix = ""): AuditDetail[] {
  return Object.entries(value).flatMap(([name, each]): AuditDetail[] => {
    const key = prefix + name;
    if (each === null || each === undefined || each === "") return [];
    if (Array.isArray(each)) return listed(key, name, each);
    if (typeof each === "object") return prefix === "" || Object.keys(each).length < MOST ? flat(each as Record<string, unknown>, `${key}.`) : [];
    return [read(key, name, each as string | number | boolean)];
  });
}

function listed(key: string, name: string, values: unknown[]): AuditDetail[] {
  if (values.some((each) => typeof each === "object")) return [{ key, as: "count", value: values.length }];
  return values.map((each) => read(key, name.replace(/s$/, ""), each as string));
}

function read(key: string, name: string, value: string | number | boolean): AuditDetail {
  if (typeof value === "boolean") return { key, as: "flag", value };
  if (typeof value === "string" && MONTH_SHAPE.test(value)) return { key, as: "month", value };
  if (typeof value === "number" && /(?:^townId|TownId)$/.test(name)) return { key, as: "town", value };
  if (typeof value === "number" && /^(?:similarity|duplicateThreshold|\w+Rate)$/.test(name)) return { key, as: "percent", value };
  if (typeof value === "string" && INSTANT_SHAPE.test(value)) return { key, as: "instant", value };
  const [, office, id] = /^(town|department):(\d+)$/.exec(String(value)) ?? [];
  if (office !== undefined) return { key, as: office as "town" | "department", value: Number(id) };
  if ((name === "from" || name === "to") && FEEDBACK_STATES.some((state) => state === value)) return { key, as: "stage", value };
  if (name === "duplicateOfId") return { key, as: "thread", value };
  if (KINDS.some((kind) => kind === value)) return { key, as: "kind", value };
  if (name === "role" || name === "shortfall") return { key, as: name, value };
  return { key, as: "text", value: typeof value === "string" && value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value };
}
