import type { Context } from "../../runtime/context.js";
import { thisSecond } from "./arns.js";
import { ACCESS_KEYS, type AccessKeyRow, keyOf } from "./state.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Creates another access key of a user. */
export function newAccessKey(ctx: Context, userName: string): AccessKeyRow {
  const row: AccessKeyRow = {
    accessKeyId: `AKIA${ctx.ids.text(BASE32, 16)}`,
    secretAccessKey: ctx.ids.text(BASE64, 40),
    account: ctx.account,
    user: keyOf(userName),
    status: "Active",
    createdAt: thisSecond(ctx),
  };
  ctx.table(ACCESS_KEYS).put(row.accessKeyId, row);
  return row;
}
