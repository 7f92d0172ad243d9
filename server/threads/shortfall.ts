/** Why a thread does not count; also the key of the text that explains it. */
export type Shortfall = "removed" | "kind" | "notAssociation" | "notOwnTown" | "tooShort" | "emptyOfContent" | "recap" | "duplicate";

/** What a moderator may credit all the same. */
export const GRANTABLE: readonly Shortfall[] = ["tooShort", "emptyOfContent", "duplicate"];
