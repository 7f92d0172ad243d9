// Checks the demo material: `node prisma/demo/check.mjs`. Shapes, references, order, repetition, and the table in README.md.
import { readdirSync, readFileSync } from "node:fs";

const read = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
const threadFiles = readdirSync(new URL(".", import.meta.url)).filter((name) => /^threads-.*\.json$/.test(name)).sort();
const towns = JSON.parse(read("towns.json"));
const people = JSON.parse(read("people.json"));
const threads = threadFiles.flatMap((file) => JSON.parse(read(file)).map((thread, index) => ({ ...thread, where: `${file}[${index}] ${thread.title}` })));

const LATEST = Date.UTC(2026, 10, 23, 1); // the morning of the day on which this was written: 09:00 in Shanghai
const MONTHS = 7;
const TARGET = 2;
const MINIMUM_CHARACTERS = 100;
const KINDS = ["ACTIVITY", "HOT_TOPIC", "QUESTION", "OPINION"];
const CREDITED_KINDS = ["ACTIVITY", "HOT_TOPIC"];
const HOUR_MS = 3600 * 1000;

const problems = [];
const expect = (holds, message) => void (holds || problems.push(message));
const isText = (value) => typeof value === "string" && value.trim() === value && value !== "";
const fieldsAre = (value, known, where) => expect(Object.keys(value).every((key) => known.includes(key)), `${where}: unknown field`);
/** What a reader sees of `body`, white space left out, as the credit rule counts it; link addresses and Markdown marks do not count. */
const visible = (body) => body.replace(/\]\([^)]*\)/g, "]").replace(/[\s*#>|[\]`_-]/g, "");

const slugs = new Set(towns.map(({ slug }) => slug));
const residents = new Set(people.residents.map(({ key }) => key));
const responderTowns = new Set(people.responders.map(({ town }) => town));

function checkTowns() {
  expect(towns.length === 14 && slugs.size === 14, "towns: 14 different slugs");
  for (const town of towns) {
    fieldsAre(town, ["slug", "name", "onDutyMonthsAgo"], town.slug);
    expect(/^[a-z]+$/.test(town.slug) && isText(town.name) && Number.isInteger(town.onDutyMonthsAgo), `town ${town.slug}: shape`);
    expect(town.onDutyMonthsAgo === 0 || town.onDutyMonthsAgo >= MONTHS - 1, `town ${town.slug}: on duty in all months or only this one`);
  }
  expect(towns.filter(({ onDutyMonthsAgo }) => onDutyMonthsAgo === 0).length === 1, "towns: one comes on duty this month");
}

function checkPeople() {
  const everyone = Object.values(people).flat();
  expect(new Set(everyone.map(({ username }) => username)).size === everyone.length, "people: usernames differ");
  expect(new Set(everyone.map(({ displayName }) => displayName)).size === everyone.length, "people: display names differ");
  expect(residents.size === people.residents.length && residents.size >= 12, "people: at least 12 residents, keys differ");
  expect(people.administrators.length === 1 && people.moderators.length === 1 && people.responders.length === 3, "people: 1 administrator, 1 moderator, 3 responders");
  expect(people.responders.every(({ town }) => slugs.has(town)), "people: responders' towns");
  for (const { slug, name } of towns) {
    const account = people.associations.find(({ town }) => town === slug);
    expect(account?.username === `${slug}-xiehui` && account.displayName === `${name.replace(/镇$/, "")}协会`, `people: association of ${slug}`);
  }
  for (const { username, displayName } of everyone) expect(/^[a-z][a-z0-9-]{2,31}$/.test(username) && isText(displayName), `people: ${username}`);
}

function checkAuthor(by, town, where) {
  const known = ["association", "moderator"].includes(by) || (by === "responder" && responderTowns.has(town)) || (by.startsWith("resident:") && residents.has(by.slice(9)));
  expect(known, `${where}: author ${by}`);
}

function checkThread(thread) {
  const { town, kind, monthsAgo, day, hour, by, title, body, where } = thread;
  fieldsAre(thread, ["town", "kind", "monthsAgo", "day", "hour", "by", "title", "body", "closed", "pinned", "activity", "replies", "where"], where);
  expect(slugs.has(town) && KINDS.includes(kind), `${where}: town, kind`);
  if (thread.activity) fieldsAre(thread.activity, ["weekday", "hour", "until", "place", "capacity", "signUps"], where);
  expect(!thread.activity || kind === "ACTIVITY", `${where}: only activities take place`);
  expect(Number.isInteger(monthsAgo) && monthsAgo >= 0 && monthsAgo < MONTHS && Number.isInteger(day) && day >= 1 && day <= 28, `${where}: date`);
  expect(monthsAgo > 0 || day <= 22, `${where}: in the future`);
  expect(/^([01]\d|2[0-3]):[0-5]\d$/.test(hour), `${where}: hour`);
  expect(towns.find(({ slug }) => slug === town)?.onDutyMonthsAgo >= monthsAgo, `${where}: before the town came on duty`);
  expect(isText(title) && [...title].length <= 120 && isText(body), `${where}: title, body`);
  checkAuthor(by, town, where);
  expect(CREDITED_KINDS.includes(kind) ? by === "association" : by.startsWith("resident:"), `${where}: ${kind} by ${by}`);
  const [h, m] = hour.split(":").map(Number);
  checkReplies(thread, Date.UTC(2026, 10 - monthsAgo, day, h - 8, m));
}

function checkReplies({ town, replies, where }, opened) {
  let before = 0;
  for (const [index, reply] of replies.entries()) {
    const here = `${where} reply ${index}`;
    fieldsAre(reply, ["by", "afterHours", "body", "to"], here);
    checkAuthor(reply.by, town, here);
    expect(isText(reply.body), `${here}: body`);
    expect(reply.afterHours > 0 && reply.afterHours >= before, `${here}: out of order`);
    expect(opened + reply.afterHours * HOUR_MS <= LATEST, `${here}: in the future`);
    expect(reply.to === undefined || (Number.isInteger(reply.to) && reply.to >= 0 && reply.to < index), `${here}: to`);
    before = reply.afterHours;
  }
}

function checkCounts() {
  const count = threads.reduce((sum, { replies }) => sum + replies.length, 0);
  expect(threads.length >= 140, `threads: ${threads.length}`);
  expect(count >= 600, `replies: ${count}`);
  expect(threads.filter(({ replies }) => replies.length >= 35 && replies.length <= 45).length === 1, "one busy thread");
  const deep = threads.filter((thread) => deepest(thread) >= 3).length;
  expect(deep >= 12, `threads nested three and more deep: ${deep}`);
  const waiting = threads.filter((thread) => isWaiting(thread));
  expect(waiting.length >= 5, `waiting: ${waiting.length}`);
  expect(waiting.every(({ monthsAgo }) => monthsAgo === 0), `waiting, but not recent: ${waiting.filter(({ monthsAgo }) => monthsAgo > 0).map(({ where }) => where)}`);
  return { threads: threads.length, replies: count, deep, waiting: waiting.length, short: threads.filter((t) => CREDITED_KINDS.includes(t.kind) && !isCredited(t)).length };
}

const isWaiting = ({ kind, replies }) => !CREDITED_KINDS.includes(kind) && !replies.some(({ by }) => ["association", "responder"].includes(by));

/** The levels of answers below the opening post. */
function deepest({ replies }) {
  const depths = [];
  for (const { to } of replies) depths.push(to === undefined ? 1 : depths[to] + 1);
  return Math.max(0, ...depths);
}

const shingles = (body) => {
  const characters = [...visible(body)];
  return new Set(characters.slice(4).map((_, index) => characters.slice(index, index + 5).join("")));
};

function checkRepetition() {
  const bodies = threads.flatMap(({ body, replies }) => [body, ...replies.map((reply) => reply.body)]);
  const seen = new Set();
  for (const body of bodies) {
    expect(!seen.has(body), `the same text twice: ${body.slice(0, 40)}`);
    seen.add(body);
  }
  expect(new Set(threads.map(({ title }) => title)).size === threads.length, "titles differ");
  const posts = threads.map(({ town, body, where }) => ({ town, where, set: shingles(body) }));
  for (const [index, one] of posts.entries()) {
    for (const other of posts.slice(index + 1)) {
      if (one.town !== other.town) continue;
      const shared = [...one.set].filter((shingle) => other.set.has(shingle)).length / Math.min(one.set.size, other.set.size);
      expect(shared <= 0.6, `${Math.round(shared * 100)} % alike: ${one.where} / ${other.where}`);
    }
  }
}

const isCredited = ({ kind, by, body }) => CREDITED_KINDS.includes(kind) && by === "association" && [...visible(body)].length >= MINIMUM_CHARACTERS;

/** The credited counts, from six months ago to now, as the rows of README.md. */
function creditedTable() {
  const rows = towns.map(({ slug, name, onDutyMonthsAgo }) => {
    const counts = Array.from({ length: MONTHS }, (_, index) => MONTHS - 1 - index).map((monthsAgo) =>
      onDutyMonthsAgo < monthsAgo ? null : threads.filter((thread) => thread.town === slug && thread.monthsAgo === monthsAgo && isCredited(thread)).length,
    );
    return { name, counts };
  });
  const perMonth = (figure) => Array.from({ length: MONTHS }, (_, index) => figure(rows.map(({ counts }) => counts[index]).filter((count) => count !== null)));
  return [
    ...rows.map(({ name, counts }) => [name, ...counts.map((count) => count ?? "·")]),
    ["有效帖", ...perMonth((counts) => counts.reduce((sum, count) => sum + count, 0))],
    ["参与", ...perMonth((counts) => `${counts.filter((count) => count >= 1).length}/${counts.length}`)],
    ["达标", ...perMonth((counts) => `${counts.filter((count) => count >= TARGET).length}/${counts.length}`)],
  ].map((cells) => `| ${cells.join(" | ")} |`);
}

function checkTable() {
  const readme = read("README.md");
  for (const row of creditedTable()) expect(readme.includes(`\n${row}\n`), `README.md has no row: ${row}`);
}

/** A body near the limit counts or not by a hair: every one must be clearly on one side. */
function checkMargins() {
  for (const { kind, body, where } of threads) {
    const length = [...visible(body)].length;
    if (CREDITED_KINDS.includes(kind)) expect(length >= 130 || length <= 85, `${where}: ${length} characters`);
    expect(length <= 600, `${where}: ${length} characters`);
  }
}

function checkPrivacy() {
  for (const { title, body, replies, where } of threads) {
    const text = [title, body, ...replies.map((reply) => reply.body)].join("\n");
    expect(!/\d{7,}/.test(text), `${where}: looks like a number of a person`);
  }
}

checkTowns();
checkPeople();
threads.forEach(checkThread);
const totals = checkCounts();
checkRepetition();
checkMargins();
checkPrivacy();
if (process.argv.includes("--table")) console.log(creditedTable().join("\n"));
else checkTable();
console.log(totals);
for (const problem of problems) console.error(`✗ ${problem}`);
console.log(problems.length === 0 ? "✓ demo material" : `${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
