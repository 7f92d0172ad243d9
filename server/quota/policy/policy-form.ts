import type { Month } from "../../calendar/month.ts";
import { KINDS, type Kind } from "../../core/kinds.ts";
import type { Policy } from "./policy.ts";

/** The fields of a policy's form; a kind's box and its least stand beside each other, so each has a name of its own. */
const FIGURES = ["target", "minimumCharacters", "minimumCharactersWithPicture", "minimumDistinctCharacters", "settlementDay", "approvalDays"] as const;

/** What the form shows of a policy: numbers as text, the similarity in per cent. */
export function formOfPolicy(policy: Policy, month: Month): Record<string, string> {
  return {
    month,
    ...Object.fromEntries(FIGURES.map((name) => [name, String(policy[name])])),
    duplicateThreshold: String(Math.round(policy.duplicateThreshold * 100)),
    ...Object.fromEntries(policy.kinds.map((kind) => [`kinds.${kind}`, "1"])),
    ...Object.fromEntries(KINDS.map((kind) => [`perKind.${kind}`, String(policy.perKind[kind] ?? "")])),
  };
}

/** What was typed into it, in the shape of PolicyInput; an empty least is none. */
export function policyOfForm(body: Record<string, unknown>): Record<string, unknown> {
  const figures = Object.fromEntries(FIGURES.map((name) => [name, body[name] ?? ""]));
  const least = KINDS.map((kind): [Kind, unknown] => [kind, body[`perKind.${kind}`]]).filter(([, value]) => value !== undefined && value !== "");
  return {
    ...figures,
    kinds: KINDS.filter((kind) => body[`kinds.${kind}`] !== undefined),
    perKind: Object.fromEntries(least),
    duplicateThreshold: Number(body.duplicateThreshold || Number.NaN) / 100,
  };
}
