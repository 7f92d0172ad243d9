import { commits, generation } from "../commits.ts";
import { TimedCache } from "./timed.ts";

/** For what costs much to read and changes with nearly everything: entries are out of date after every transaction of this process. */
export class UntilCommitCache<Value> extends TimedCache<Value> {
  protected override epoch(): string {
    return `${generation()}.${commits()}`;
  }
}
