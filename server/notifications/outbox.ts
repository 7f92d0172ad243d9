import { type Carrier, deliverDue } from "../data/outbox.ts";
import { mail } from "./mail.ts";

/** Who delivers what is in the outbox; the only list of it. */
const carriers: Readonly<Record<string, Carrier>> = { mail };

let running: Promise<void> | null = null;
let asked = false;

/** Delivers everything that is due; asked again while it works, it looks once more. */
export async function deliver(): Promise<void> {
  asked = true;
  running ??= deliverAll();
  await running;
}

async function deliverAll(): Promise<void> {
  try {
    while (asked) {
      asked = false;
      while ((await deliverDue(carriers)) > 0);
    }
  } finally {
    running = null;
  }
}
