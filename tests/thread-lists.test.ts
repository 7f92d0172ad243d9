import { describe, expect, test } from "vitest";
import { callsIn, lineAt, type Node, parsed, type Source, sourcesIn, stringsIn, visit } from "./sources.ts";

/** Who may see which thread is said in server/access/ alone; every list takes its filter from there. */

const outside = sourcesIn("server", ".ts").filter(({ path }) => !path.startsWith("server/access/"));

/** "private" and "state" of "Thread" in raw SQL; "Post" has a state too, under the alias that the same query gives it. */
function conditionsInSql(text: string): string[] {
  const posts = [...text.matchAll(/"Post" (?:AS )?(\w+)/g)].map(([, alias]) => alias);
  const states = [...text.matchAll(/(?:(\w+)\.)?"state"\s*(?:=|<>|!=|(?:NOT )?IN \()\s*'(?:published|removed)'/g)];
  const ofThreads = states.filter(([, alias]) => !posts.includes(alias)).map(([condition]) => condition);
  return [...ofThreads, ...[...text.matchAll(/"private"\s*(?:=|<>|!=|IS|IN)/g)].map(([condition]) => condition)];
}

type Property = Node & { key: { name?: string; value?: unknown }; value: Node };
type Call = Node & { callee: Node & { property?: { name?: string }; object?: Node & { property?: { name?: string } } }; arguments: Node[] };

/** What the models are asked for: `where` of a query of threads, or of what hangs on one; what a name stands for is looked up in the same file. */
function conditionsInFilters(source: Source, program: unknown): Node[] {
  const values = new Map<string, Node[]>();
  visit(program, (node) => {
    const { id, init } = node as unknown as { id?: { name?: string }; init?: Node };
    if (node.type === "VariableDeclarator" && id?.name && init) values.set(id.name, [...(values.get(id.name) ?? []), init]);
  });
  const found: Node[] = [];
  const look = (node: unknown, model: string, inWhere: boolean, names: readonly string[]): void => {
    if (Array.isArray(node)) for (const each of node) look(each, model, inWhere, names);
    else if (isNode(node, "Property")) {
      const { key, value } = node as Property;
      const name = key.name ?? String(key.value);
      if (inWhere && model === "thread" && (name === "private" || (name === "state" && /["'](?:published|removed)["']/.test(textOf(value))))) found.push(node);
      look(value, RELATIONS[name] ?? model, inWhere || name === "where", names);
    } else if (isNode(node, "Identifier")) {
      const { name } = node as unknown as { name: string };
      if (!names.includes(name)) look(values.get(name) ?? [], model, inWhere, [...names, name]);
    } else if (node && typeof node === "object" && !isNode(node, "MemberExpression")) for (const each of Object.values(node)) look(each, model, inWhere, names);
  };
  const textOf = ({ start, end }: Node) => source.text.slice(start, end);
  visit(program, (node) => {
    const { callee, arguments: args } = node as Call;
    const model = callee?.object?.property?.name;
    if (node.type === "CallExpression" && model && READS.test(callee.property?.name ?? "")) look(args, model, false, []);
  });
  return found;
}

const READS = /^(?:find|count|groupBy|aggregate|update|delete)/;
/** Which table a property of a filter leads to. */
const RELATIONS: Record<string, string> = { thread: "thread", post: "post", posts: "post", parent: "post", replies: "post", draft: "draft", data: "written" };
const MENTIONS = /\bprivate\b|["'](?:published|removed)["']/;
const isNode = (node: unknown, type: string): node is Node => typeof node === "object" && node !== null && (node as Node).type === type;

function conditionsOf(source: Source): string[] {
  if (!MENTIONS.test(source.text)) return [];
  const { program } = parsed(source);
  const inSql: string[] = [];
  visit(program, (node) => {
    if (node.type !== "TemplateLiteral") return;
    inSql.push(
      ...conditionsInSql(source.text.slice(node.start, node.end)).map((condition) => `${source.path}:${lineAt(source.text, node.start)} ${condition}`),
    );
  });
  return [
    ...inSql,
    ...conditionsInFilters(source, program).map(({ start, end }) => `${source.path}:${lineAt(source.text, start)} ${source.text.slice(start, end)}`),
  ];
}

const written = (text: string) => conditionsOf({ path: "server/example.ts", text }).map((each) => each.replace(/^\S+ /, ""));

describe("who may see a thread", () => {
  test("is asked of server/access/ by every list, search, export, feed and figure", () => {
    expect(outside.filter(({ text }) => /\b(?:public|published|visible|known)Threads\b/.test(text)).length).toBeGreaterThan(20); // premise
    expect(outside.flatMap(conditionsOf)).toEqual([]);
  });

  test("and no other filter of threads is made elsewhere", () => {
    expect(outside.filter(({ text }) => text.includes("ThreadWhereInput")).map(({ path }) => path)).toEqual([]);
  });

  test.each([
    ["in raw SQL", 'db.$queryRaw(Prisma.sql`SELECT * FROM "Thread" t WHERE t."state" = \'published\'`)', ["t.\"state\" = 'published'"]],
    ["in a part of it", 'const SHOWN = Prisma.sql`q."private" = false`', ['"private" =']],
    ["not a post's", 'Prisma.sql`SELECT 1 FROM "Post" p WHERE p."state" = \'published\'`', []],
    ["in a filter", 'db.thread.findMany({ where: { townId, state: "published" } })', ['state: "published"']],
    ["under a name", "const shown = { private: false }; const where = { ...shown, id }; db.thread.count({ where })", ["private: false"]],
    ["of what hangs on it", 'db.activity.findMany({ where: { startsAt, thread: { state: { not: "removed" } } } })', ['state: { not: "removed" }']],
    ["not a post's", 'tx.post.findMany({ where: { state: "published" } })', []],
    ["not what is written", 'tx.thread.update({ where: { id }, data: { state: "removed" } })', []],
  ])("a condition of one's own is found %s", (_where, text, expected) => expect(written(text)).toEqual(expected));
});

const textOf = ({ text }: Source, { start, end }: Node) => text.slice(start, end);

describe("a socket room", () => {
  const calls = outside.flatMap((source) => callsIn(source).map((call) => ({ source, ...call })));
  const kinds = calls.filter(({ name }) => name === "roomKind");

  test("has its name from one place", () => {
    const names = kinds.flatMap(({ args }) => stringsIn(args));
    expect(names.length).toBeGreaterThan(5); // premise
    expect(names).toEqual([...new Set(names)]);
    const entered = calls.filter(({ name }) => /(?:^|[.)])(?:socket|io|rooms)\.(?:join|leave|to|in|has|get)$|\.except$/.test(name));
    expect(entered.length).toBeGreaterThan(15); // premise
    expect(
      entered.filter(({ source, args }) => args.some((arg) => /[`"']/.test(textOf(source, arg)))).map(({ source, name }) => `${source.path} ${name}`),
    ).toEqual([]);
  });

  test("of what not everybody may read is joined by who was asked just before", () => {
    const handlers = calls
      .filter(({ name }) => name === "socket.on")
      .map(({ source, args: [event, work] }) => ({ event: event!.value, text: textOf(source, work!) }));
    const joins = handlers.filter(({ text }) => text.includes("socket.join("));
    expect(joins.map(({ event }) => event).toSorted()).toEqual(["board:watch", "desk:watch", "handling:join", "quota:watch", "thread:join"]);
    const unasked = joins.filter(({ text }) => !/\b(?:readThread|questionHandled|isHandledBy)\(actor, [\s\S]*socket\.join\(/.test(text));
    expect(unasked.map(({ event }) => event).toSorted()).toEqual(["board:watch", "quota:watch"]); // public lists
  });
});
