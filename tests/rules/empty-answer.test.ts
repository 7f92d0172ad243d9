import { expect, test } from "vitest";
import { emptyAnswer } from "../../server/questions/answers/empty-answer.ts";
import { wordsOfEmptyAnswers } from "../../server/questions/answers/empty-words.ts";

const WORDS = wordsOfEmptyAnswers();

test.each([
  ["好的。", "tooShort"],
  ["请看公告栏。", "tooShort"],
  ["您好！感谢您的来信，您反映的问题已收悉。谢谢！", "tooShort"],
  ["Thank you for your question. OK.", "tooShort"],
  ["您好，您反映的问题已转交有关部门处理，请耐心等待。", "onlyPassedOn"],
  ["已转至住建部门办理，我们将跟进督促，尽快处理。", "onlyPassedOn"],
  ["您好，此事已移交相關單位，轉交辦理，請耐心等候。", "onlyPassedOn"],
  ["已转交有关部门。", "onlyPassedOn"],
  ["We will look into it.", "onlyPromises"],
  ["您好，感谢您的来信，关于多功能室预约的问题我们已经收到，近期将会尽快研究办理并给出明确答复，请您耐心等待。", "onlyPromises"],
  ["您好，關於多功能室預約的問題我們已經收到，近期將會儘快研究辦理並給出明確答覆，請您耐心等待。", "onlyPromises"],
  ["您好，本案已函轉權責單位，並移請協助辦理。", "onlyPassedOn"],
  ["已轉請相關單位，並回饋給業務科室。", "onlyPassedOn"],
  ["您好，本案已錄案，將研議後納入參考。", "onlyPromises"],
  ["We have forwarded your question to the department concerned.", "onlyPassedOn"],
  ["您好，我镇高度重视，将于近期研究解决，尽快安排维修。", "onlyPromises"],
  ["我們會儘快處理並加強管理，請您耐心等待我們的消息。", "onlyPromises"],
  ["We attach great importance to it and will look into it as soon as possible.", "onlyPromises"],
])("%s: %s", (text, emptiness) => {
  expect(emptyAnswer(text, [], WORDS)).toEqual([emptiness]);
});

test.each([
  "周六上午八点到十一点半可以打预防针，请带接种证。",
  "您好，路灯线路老化，已转交供电所，12月5日前修好。",
  "此事由沙溪镇承办，已转交，联系电话 53601234。",
  "我们会尽快处理，维修队本周五进场。",
  "按规定，老年证满六十周岁即可办理，带身份证到镇服务中心二号窗口。",
  "經現場查看，該路段不屬本鎮管轄，由公路站負責養護。",
  "关于多功能室预约，每周一上午在服务台登记，三十人以下不收费。",
  "The clinic on Renmin Road is open every Saturday morning; bring your card.",
])("says something: %s", (text) => {
  expect(emptyAnswer(text, [], WORDS)).toEqual([]);
});

test("a copy of another answer of the office is found, a similar short one is not", () => {
  const given = "按规定，老年证满六十周岁即可办理，请带身份证和两张照片到镇服务中心二号窗口，当场可取。";
  expect(emptyAnswer(given.replace("当场", "现场"), [given], WORDS)).toEqual(["copy"]);
  expect(emptyAnswer("路灯线路老化，供电所已经更换电缆，昨天晚上已经恢复照明，欢迎继续监督。", [given], WORDS)).toEqual([]);
  expect(emptyAnswer("周六上午八点到十一点半可以。", ["周六上午八点到十一点半可以。"], WORDS)).toEqual([]);
});
