// Loaded before the server: time stands still at FROZEN_TIME, so that two runs show the same dates.
const frozen = Date.parse(process.env.FROZEN_TIME);
globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [frozen] : args, newTarget),
  get: (target, name) => (name === "now" ? () => frozen : Reflect.get(target, name)),
});
