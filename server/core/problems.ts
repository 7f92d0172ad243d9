/** One thing wrong with an input: the field and a text key with its arguments. */
export interface FieldError {
  path: string;
  /** A key under `errors.` of the texts. */
  key: string;
  args?: Record<string, string | number>;
}

/** Thrown anywhere, answered once (http/answer-problems.ts). `key` names the text that explains it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    readonly errors: FieldError[] = [],
    readonly headers: Record<string, string> = {},
  ) {
    super(`${status} ${key}`);
  }
}

/** There is none, or the reader may not know that there is. */
export class NotFound extends Problem {
  constructor(key = "notFound") {
    super(404, key);
  }
}

/** Nobody is signed in, and this needs an account. */
export class SignInNeeded extends Problem {
  constructor(key = "signInNeeded") {
    super(401, key);
  }
}

export class Forbidden extends Problem {
  constructor(key = "notAllowed") {
    super(403, key);
  }
}

/** The input cannot be taken as it is; `errors` says what is wrong beside each field. */
export class Invalid extends Problem {
  constructor(errors: FieldError[], status = 422) {
    super(status, "invalid", errors);
  }
}

/** Understood, but not possible in the present state: a closed thread, a text that was edited meanwhile. */
export class Conflict extends Problem {
  constructor(key: string) {
    super(409, key);
  }
}

export class TooMany extends Problem {
  constructor(readonly retryAfterSeconds: number) {
    super(429, "tooMany", [{ path: "", key: "tooMany", args: { seconds: retryAfterSeconds } }], { "Retry-After": String(retryAfterSeconds) });
  }
}
