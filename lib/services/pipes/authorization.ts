import {
  type AuthorizationTable,
  anywhere,
  type OperationRule,
  on,
  passRole,
  tagged,
} from "../../authorization/table.js";
import type { PipesOperations } from "./generated/types.js";
import { pipeArn } from "./pipes.js";

interface OfPipe {
  readonly Name: string;
  readonly RoleArn?: string;
}

/** The action with the operation's name, on the pipe of the request, and the permission to pass its role. */
const onPipe: OperationRule<OfPipe> = ({ Name, RoleArn }, ctx) => [
  { resource: pipeArn(ctx, Name) },
  ...passRole([RoleArn], "pipes.amazonaws.com"),
];
const onResource = on<{ readonly resourceArn: string }>(({ resourceArn }) => resourceArn);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgepipes.html */
export const authorization = {
  createPipe: tagged(onPipe, "pipes:TagResource"),
  deletePipe: onPipe,
  describePipe: onPipe,
  listPipes: anywhere,
  listTagsForResource: onResource,
  startPipe: onPipe,
  stopPipe: onPipe,
  tagResource: onResource,
  untagResource: onResource,
  updatePipe: onPipe,
} satisfies AuthorizationTable<PipesOperations>;
