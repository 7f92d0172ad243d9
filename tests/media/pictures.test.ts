import { createHash } from "node:crypto";
import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "../../server/data/client.ts";
import { sweepPictures } from "../../server/media/picture-files.ts";
import { picturesOfDrafts } from "../../server/planning/pictures-of-drafts.ts";
import { makeTown } from "../cast.ts";
import { partsOf, said, typedIn, wrongWith } from "../reading.ts";
import { useSite } from "../site.ts";
import { anyone, type Visitor, visitor } from "../visitor.ts";

const site = useSite();
let association: Visitor;
let neighbour: Visitor;
let moderator: Visitor;
let resident: Visitor;
let photo: Buffer;

/** Another colour for each seed, so that no two are the same. */
const picture = (width: number, height: number, seed: string) =>
  sharp({ create: { width, height, channels: 3, background: `#${createHash("sha256").update(seed).digest("hex").slice(0, 6)}` } })
    .withExif({ IFD0: { Copyright: "secret-camera-owner" }, IFD3: { GPSLatitude: "31/1 30/1 0/1" } })
    .jpeg()
    .toBuffer();

beforeAll(async () => {
  await makeTown("liuhe", "浏河镇");
  await makeTown("shaxi", "沙溪镇");
  association = await visitor(site, "association", "liuhe");
  neighbour = await visitor(site, "association", "shaxi");
  moderator = await visitor(site, "moderator");
  resident = await visitor(site, "resident");
  photo = await picture(2000, 1500, "jiangdi");
});

const post = { town: "liuhe", kind: "ACTIVITY", title: "秋季健步走", body: "沿江堤步行五公里，终点有茶水和合影。", confirmed: "1" };
const publish = async (change: object = {}) => (await association.api("POST", "/threads", { ...post, ...change })).json;
const add = (who: Visitor, id: number, files: Record<string, Buffer> = { picture1: photo }, fields: Record<string, string> = { alt1: "江堤上的队伍" }) =>
  who.upload(`/threads/${id}/pictures`, fields, files);
const pictures = async (id: number, who = anyone(site)) => (await who.api("GET", `/threads/${id}/pictures`)).json.items;

describe("a picture", () => {
  test("sent with a new thread is shown with its words and its size, in two widths, to be kept by browsers", async () => {
    const sent = await association.upload("/threads", { ...post, alt1: "江堤上的队伍" }, { picture1: photo });
    expect(sent.status).toBe(303);
    const page = (await anyone(site).get(sent.to!)).text;
    const shown = partsOf(page).find(({ tag, is }) => tag === "img" && is.loading === "lazy");
    expect(shown?.is).toMatchObject({ alt: "江堤上的队伍", width: "1280", height: "960", decoding: "async" });
    for (const [address, width] of [
      [shown!.is.src!, 480],
      [shown!.is.srcset!.split(" ").at(-2)!, 1280],
    ] as const) {
      const { status, headers, bytes } = await anyone(site).get(address);
      expect([status, headers.get("content-type"), headers.get("x-content-type-options")]).toEqual([200, "image/webp", "nosniff"]);
      expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      const found = await sharp(bytes).metadata();
      expect([found.width, found.format, found.exif]).toEqual([width, "webp", undefined]);
      expect(bytes.includes("secret-camera-owner")).toBe(false);
    }
  });

  test("stands upright, whatever the camera wrote", async () => {
    const { id } = await publish();
    const lying = await sharp(await picture(600, 400, "lying"))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    await add(association, id, { picture1: lying });
    expect((await pictures(id))[0]).toMatchObject({ width: 400, height: 600 });
  });

  test("lets a shorter text count, and no longer once it is taken away", async () => {
    const short =
      "今天上午在镇文化站二楼教大家剪窗花，来了二十几位居民，老人和孩子都学会了两种花样，剪好的窗花贴在活动室的窗户上，过节时再教一次，欢迎大家来。";
    const thread = await publish({ title: "剪窗花", body: short });
    expect(thread.creditedMonth).toBeNull();
    await add(association, thread.id);
    const month = async () => (await anyone(site).api("GET", `/threads/${thread.id}`)).json;
    expect([(await month()).creditedMonth, (await month()).version]).toEqual([expect.any(String), thread.version + 1]);
    await association.api("DELETE", `/pictures/${(await pictures(thread.id))[0].id}`);
    expect([(await month()).creditedMonth, (await month()).pictures]).toEqual([null, []]);
    expect((await anyone(site).get(thread.url)).text).not.toContain('<img src="/media/');
  });

  test("needs words for those who do not see it; the form comes back with everything, and the picture need not be sent again", async () => {
    const refused = await association.upload("/threads", { ...post, title: " ", alt1: "窗花" }, { picture1: await picture(500, 300, "kept") });
    expect([refused.status, wrongWith(refused.text, "title"), typedIn(refused.text, "alt1")]).toEqual([422, said("errors.required"), "窗花"]);
    const kept1 = typedIn(refused.text, "kept1")!;
    expect(kept1).toMatch(/^[0-9a-f]{40}$/);
    const sent = await association.form("/threads", { ...post, alt1: "窗花", kept1 });
    expect((await pictures(Number(sent.to!.split("/").at(-1))))[0]).toMatchObject({ alt: "窗花", width: 500, height: 300 });
    const wordless = await association.upload("/threads", { ...post, alt1: " " }, { picture1: photo });
    expect([wordless.status, wrongWith(wordless.text, "alt1"), typedIn(wordless.text, "body")]).toEqual([
      422,
      said("errors.required"),
      expect.stringContaining(post.body),
    ]);
  });

  test("sent with a draft waits with it, survives the sweep, and is published with it", async () => {
    const saved = await association.upload("/threads", { ...post, intent: "draft", alt1: "练习册" }, { picture1: await picture(80, 80, "draft") });
    expect(saved.to).toMatch(/\/planner\/drafts\/\d+$/);
    const folder = join(site.dataDir, "uploads");
    const yesterday = new Date(Date.now() - 25 * 3600 * 1000);
    for (const file of readdirSync(folder)) utimesSync(join(folder, file), yesterday, yesterday);
    await sweepPictures(await picturesOfDrafts());
    expect((await association.get(saved.to!)).text).toContain(said("pictures.count", { count: 1 }));
    const id = Number(saved.to!.split("/").at(-1));
    await association.api("POST", `/drafts/${id}/publication`, {});
    const { threadId } = await db.draft.findUniqueOrThrow({ where: { id } });
    const [shown] = await pictures(threadId!);
    expect([shown.alt, (await anyone(site).get(shown.url)).status]).toEqual(["练习册", 200]);
  });

  test("is one of six at most, also when more are sent one after the other", async () => {
    const { id } = await publish();
    const six = Object.fromEntries(await Promise.all([1, 2, 3, 4, 5, 6].map(async (slot) => [`picture${slot}`, await picture(50, 50, `p${slot}`)])));
    const words = Object.fromEntries([1, 2, 3, 4, 5, 6].map((slot) => [`alt${slot}`, `第${slot}张`]));
    expect((await add(association, id, six, words)).status).toBe(303);
    expect((await pictures(id)).map(({ alt }: { alt: string }) => alt)).toEqual(Object.values(words));
    const seventh = await add(association, id);
    expect([seventh.status, wrongWith(seventh.text, "picture1") ?? seventh.text.includes(said("errors.tooManyPictures", { max: 6 }))]).toEqual([422, true]);
    expect((await pictures(id)).length).toBe(6);
  });

  test("is added by the thread's association, taken away by it or a moderator, and by nobody else", async () => {
    const { id } = await publish();
    for (const who of [neighbour, resident, moderator]) expect((await add(who, id)).status).toBe(403);
    expect((await add(await anyone(site).begin(), id)).status).toBe(401);
    await add(association, id);
    const [first] = await pictures(id);
    for (const who of [neighbour, resident]) expect((await who.form(`/pictures/${first.id}/remove`, {})).status).toBe(403);
    expect((await moderator.form(`/pictures/${first.id}/remove`, {})).status).toBe(303);
    expect(await pictures(id)).toEqual([]);
    const question = (await association.api("POST", "/threads", { ...post, kind: "QUESTION" })).json;
    expect((await add(association, question.id)).status).toBe(403);
  });

  test("of a removed thread is seen by who may read it, and kept by no cache", async () => {
    const { id } = await publish();
    await add(association, id);
    const [{ url }] = await pictures(id);
    await moderator.api("DELETE", `/threads/${id}`);
    for (const who of [anyone(site), resident, neighbour]) expect((await who.get(url)).status).toBe(404);
    for (const who of [association, moderator]) {
      const { status, headers } = await who.get(url);
      expect([status, headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    }
  });

  test("has one address: no other name, no other folder", async () => {
    const { id } = await publish();
    await add(association, id);
    const [{ url }] = await pictures(id);
    expect((await anyone(site).get(url)).status).toBe(200); // premise
    const name = url.split("/").at(-1)!;
    for (const other of [
      name.replace("1280", "9999"),
      name.replace(/-[0-9a-f]/, "-0x"),
      "../session-secret",
      "..%2fsession-secret",
      "%2e%2e%2fsession-secret",
    ]) {
      expect([other, (await anyone(site).get(`/media/${other}`)).status]).toEqual([other, 404]);
    }
  });

  test("that belongs to nothing any more is deleted after a day, one that is shown stays", async () => {
    const { id } = await publish();
    const lonely = await picture(70, 70, "lonely");
    await add(association, id, { picture1: lonely });
    const [{ id: pictureId, url }] = await pictures(id);
    await association.api("DELETE", `/pictures/${pictureId}`);
    const folder = join(site.dataDir, "uploads");
    const mine = () => readdirSync(folder).filter((file) => url.includes(file.slice(0, 40)));
    const before = (await db.picture.findMany({ distinct: ["file"] })).length;
    await sweepPictures(await picturesOfDrafts());
    expect(mine().length).toBe(2);
    const yesterday = new Date(Date.now() - 25 * 3600 * 1000);
    for (const file of readdirSync(folder)) utimesSync(join(folder, file), yesterday, yesterday);
    await sweepPictures(await picturesOfDrafts());
    expect([mine().length, readdirSync(folder).length]).toEqual([0, before * 2]);
  });
});

describe("a file", () => {
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452000f4240000f424008060000", "hex");
  const HTML = "<script>alert(document.domain)</script>";
  const cases: [string, () => Promise<Buffer> | Buffer, string][] = [
    ["that is a page named .jpg", () => Buffer.from(`<!doctype html>${HTML}`), "notAPicture"],
    ["that is an SVG", () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${HTML}</svg>`), "notAPicture"],
    [
      "that is a GIF",
      () =>
        sharp({ create: { width: 5, height: 5, channels: 3, background: "red" } })
          .gif()
          .toBuffer(),
      "notAPicture",
    ],
    ["that is a PDF", () => Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj"), "notAPicture"],
    ["that breaks off in the middle", async () => photo.subarray(0, photo.length / 2), "notAPicture"],
    ["that says it is a million by a million", () => Buffer.concat([png, Buffer.alloc(64)]), "notAPicture"],
    [
      "of more than 40 million pixels",
      () =>
        sharp({ create: { width: 8000, height: 6000, channels: 3, background: "white" } })
          .png()
          .toBuffer(),
      "tooManyPixels",
    ],
  ];
  test.each(cases)("%s is refused beside its field and kept nowhere", async (_name, make, key) => {
    const { id } = await publish();
    const before = readdirSync(join(site.dataDir, "uploads")).length;
    const refused = await add(association, id, { picture1: await make() });
    expect([refused.status, wrongWith(refused.text, "picture1")]).toEqual([422, said(`errors.${key}`)]);
    expect([await pictures(id), readdirSync(join(site.dataDir, "uploads")).length]).toEqual([[], before]);
  });

  test("that is a picture and a page at once becomes a picture and nothing else", async () => {
    const { id } = await publish();
    await add(association, id, { picture1: Buffer.concat([await picture(90, 60, "poly"), Buffer.from(HTML)]) });
    const [{ url }] = await pictures(id);
    const { bytes, headers } = await anyone(site).get(url);
    expect([bytes.includes("alert("), bytes.subarray(8, 12).toString(), headers.get("content-type")]).toEqual([false, "WEBP", "image/webp"]);
  });

  test("larger than 8 MB is refused, and so is one more than there are fields", async () => {
    const { id } = await publish();
    const large = await add(association, id, { picture1: Buffer.concat([photo, Buffer.alloc(8 * 1024 * 1024)]) });
    expect([large.status, wrongWith(large.text, "picture1")]).toEqual([413, said("errors.fileTooLarge", { megabytes: 8 })]);
    expect((await add(association, id, { picture9: photo })).status).toBe(400);
    expect(await pictures(id)).toEqual([]);
  });

  test("is not even read without the session's token, from another site, or from who may not send it", async () => {
    const { id } = await publish();
    const foreign = (await visitor(site, "resident")).csrf;
    for (const _csrf of ["", "made-up", foreign]) expect((await add(association, id, { picture1: photo }, { _csrf, alt1: "江堤" })).status).toBe(403);
    const late = await association.api("POST", `/threads/${id}/pictures`, undefined, { "content-type": "multipart/form-data; boundary=x", "x-csrf-token": "" });
    expect(late.status).toBe(400); // nothing in it
    const elsewhere = await association.upload(`/threads/${id}/pictures`, { alt1: "江堤" }, { picture1: photo }, { origin: "https://evil.example" });
    expect(elsewhere.status).toBe(403);
    expect((await resident.upload("/threads", { ...post, kind: "QUESTION", alt1: "江堤" }, { picture1: photo })).status).toBe(403);
    expect(await pictures(id)).toEqual([]);
  });
});
