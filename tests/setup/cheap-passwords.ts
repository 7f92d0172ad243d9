import { vi } from "vitest";

/** Argon2's least cost instead of ours: a tenth of the tests' time would else go into the passwords of their people. A hash says its own cost. */
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 };

vi.mock("@node-rs/argon2", async (original) => {
  const argon2 = await original<typeof import("@node-rs/argon2")>();
  return { ...argon2, hash: (password: string) => argon2.hash(password, CHEAP) };
});
