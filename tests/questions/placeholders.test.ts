import { beforeAll, describe, expect, test } from "vitest";
import { partsOf, said, typedIn } from "../reading.ts";
import { useSite } from "../site.ts";
import type { Visitor } from "../visitor.ts";
import { twoOffices } from "./two-offices.ts";

const site = useSite();
let liuhe: Visitor | undefined;
beforeAll(async () => {
  ({ liuhe } = await twoOffices(site));
});

describe("a template with the asker's name", () => {
  test("calls who phoned or came in neutrally, in the text's language: the clerk who filed it did not ask", async () => {
    const filed = await liuhe!.form("/desk/file", { town: "liuhe", kind: "QUESTION", title: "末班船几点", body: "来电问末班船几点开。", channel: "phone" });
    const id = Number(/\d+/.exec(filed.to!)![0]);
    for (const [body, greeting] of [
      ["{{asker}}，末班船六点半。", "您，末班船六点半。"],
      ["Dear {{asker}}, the last ferry leaves at half past six.", "Dear you, the last ferry"],
    ] as const) {
      const { json } = await liuhe!.api("POST", "/desk/templates", { office: "liuhe", name: `末班船${body.length}`, body });
      const page = (await liuhe!.get(`/threads/${id}/feedback/answer?template=${json.id}`)).text;
      expect(typedIn(page, "body")).toContain(greeting);
      expect(partsOf(page).filter(({ tag, text }) => tag === "dd" && text === said("templates.placeholder.asker"))).toEqual([]); // no name to put in
    }
  });

  test("that nothing fills in is refused by its name, with those that there are", async () => {
    const sent = await liuhe!.api("POST", "/desk/templates", { office: "liuhe", name: "电话", body: "请致电{{phone}}。" });
    expect([sent.status, sent.text.includes("{{phone}}"), sent.text.includes("{{asker}} {{title}}")]).toEqual([422, true, true]);
  });
});
