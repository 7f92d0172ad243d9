/** What stands around digits tells whether they are someone's number or an amount, an order, a version or a part of something longer. Pure. */

/** Words, in Latin letters, that may touch a number: telephone, chat, card, bank. Other capitals make it a code. */
const LABELS = /^(?:tel|telephone|phone|mobile|mob|cell|call|sms|wechat|weixin|wx|vx|v|qq|id|idcard|card|visa|master|icbc|abc|boc|ccb|cmb|bcm|psbc)$/i;
/** Those that may follow one: which way it reaches someone. */
const MEANS = /^(?:tel|phone|mobile|wechat|weixin|wx|vx|v|qq)$/i;

/** Chinese words by their code points: order, tracking, serial, batch, document, ticket, case, version, item, model, student's, staff's, file's, contract's … number. */
const ORDER_CHINESE =
  /[\u5355\u55AE\u7F16\u7DE8\u5E8F\u6279\u6587\u7968\u6848\u672C\u8D27\u8CA8\u578B\u5B66\u5B78\u5DE5\u6863\u6A94\u7406\u8BB0\u8A18\u8BC1\u8B49\u540C\u7167\u518C\u6B3E\u6C34\u5217](?:\u53F7|\u865F)(?:\u7801|\u78BC)?[\s:#=\u662F\u4E3A\u70BA"']*$/;
const ORDER_ENGLISH =
  /\b(?:order|tracking|parcel|waybill|invoice|receipt|serial|ref|reference|case|ticket|item|batch|sku|isbn|imei)(?:[ -]?(?:no|number|nr|id|code))?[\s.:#=]*$/i;
/** "ID card" and "ID" before "number": whose number it is, not which thing's. */
const IDENTITY = /(?:\u8EAB\u4EFD|\u94F6\u884C|\u9280\u884C)[^\s\d]{0,4}$/;

/** Yuan, ten thousand and hundred million yuan, dollars, tons, kilometres, square, cubic, visits, times (not "next day"), votes, pieces, bytes, kilowatts. */
const UNIT =
  /^ ?(?:\u5143|\u4E07\u5143|\u842C\u5143|\u4EBF\u5143|\u5104\u5143|\u5757\u94B1|\u7F8E\u5143|\u5428|\u5678|\u516C\u91CC|\u5343\u7C73|\u5E73\u65B9|\u7ACB\u65B9|\u4EBA\u6B21|\u6B21(?!\u65E5)|\u7968|\u4EF6|\u5B57\u8282|\u5343\u74E6|%|RMB|CNY|USD|yuan)/i;
const MONEY = /(?:[$\u00A5\uFFE5\u20AC\u00A3]|RMB|CNY|USD) ?$/i;

/** Telephone, mobile, contact, dial, chat: up to eight signs before the number. */
const TELEPHONE =
  /(?:\u7535\u8BDD|\u96FB\u8A71|\u624B\u673A|\u624B\u6A5F|\u8054\u7CFB|\u806F\u7E6B|\u806F\u7D61|\u81F4\u7535|\u81F4\u96FB|\u62E8\u6253|\u64A5\u6253|\u5FAE\u4FE1|tel|phone|mobile|call|cell|wechat)[^\d]{0,8}$/i;

/** How far back a label is looked for. */
const NEAR = 24;

export interface Place {
  before: string;
  after: string;
}

export const placeOf = (text: string, start: number, end: number): Place => ({
  before: text.slice(Math.max(0, start - NEAR), start),
  after: text.slice(end, end + NEAR),
});

/** Whether the digits are whole: no part of a longer code, a decimal, a file's name. */
export function standsAlone({ before, after }: Place): boolean {
  const [touching = ""] = /[0-9A-Za-z]*$/.exec(before) ?? [];
  const isCode = /\d/.test(touching) || (touching !== "" && touching === touching.toUpperCase() && !LABELS.test(touching));
  const [following = ""] = /^[A-Za-z]*/.exec(after) ?? [];
  const endsOpen = (following !== "" && !MEANS.test(following)) || /^(?:\.\d|_)/.test(after);
  return !isCode && !endsOpen && !/(?:\d\.|[_#])$/.test(before);
}

/** Whether a label says that they count or name a thing: an order, a case, a serial number. */
export const namesAThing = ({ before }: Place): boolean => (ORDER_CHINESE.test(before) && !isIdentity(before)) || ORDER_ENGLISH.test(before);

const isIdentity = (before: string) => IDENTITY.test(before.replace(ORDER_CHINESE, ""));

/** Whether they are an amount. */
export const isAmount = ({ before, after }: Place): boolean => UNIT.test(after) || MONEY.test(before);

/** Whether the words before them speak of telephoning. */
export const isCalledTelephone = ({ before }: Place): boolean => TELEPHONE.test(before);
