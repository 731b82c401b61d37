import type { Context } from "../../../runtime/context.js";
import { key, keyParts } from "../../../runtime/store/store.js";
import { parseArn } from "../../../shared/arn.js";
import { invalidArnPrefix, wrongResourceType } from "../errors/requests.js";

/** The ARN of a map run. @param id its key in the table of map runs. */
export function mapRunArnOf(ctx: Context, id: string): string {
  const [stateMachine = "", name = ""] = keyParts(id);
  return ctx.arn(`mapRun:${stateMachine}:${name}`);
}

/** The id of a map run, and the name of the state machine of its children. */
export interface MapRunReference {
  readonly id: string;
  readonly stateMachine: string;
}

/** The map run of an ARN; it may not exist. @throws InvalidArn */
export function mapRunOfArn(text: string): MapRunReference {
  const arn = parseArn(text);
  if (arn?.service !== "states") throw invalidArnPrefix(text);
  const [type = "", stateMachine = "", name = "", ...more] = arn.resource.split(":");
  if (type !== "mapRun" || name === "" || more.length > 0) throw wrongResourceType(type);
  return { id: key(stateMachine, name), stateMachine };
}
