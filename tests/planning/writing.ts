import type { Kind } from "../../server/core/kinds.ts";
import type { Visitor } from "../visitor.ts";

const FIRST_IDEOGRAPH = 0x4e00;
const IDEOGRAPHS = 20_000;
let written = 0;

/** A hundred and fifty ideographs that no other text of these tests has in this order: no post repeats another. */
export function text(): string {
  const seed = ++written * 7_919;
  return String.fromCodePoint(...Array.from({ length: 150 }, (_, index) => FIRST_IDEOGRAPH + ((seed * (index + 1) + index * index) % IDEOGRAPHS)));
}

/** A draft as the API takes it. */
export const content = (title: string, more: object = {}, kind: Kind = "HOT_TOPIC") => ({ kind, title, body: text(), ...more });

/** Keeps a draft. @returns it as the API tells it */
export const keeps = async (who: Visitor, title: string, more: object = {}) => (await who.api("POST", "/drafts", content(title, more))).json;
