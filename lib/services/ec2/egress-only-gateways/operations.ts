import type { Context } from "../../../runtime/context.js";
import { createOnce } from "../client-tokens.js";
import { notFound } from "../errors.js";
import type {
  CreateEgressOnlyInternetGatewayRequest,
  CreateEgressOnlyInternetGatewayResult,
  DeleteEgressOnlyInternetGatewayRequest,
  DeleteEgressOnlyInternetGatewayResult,
  DescribeEgressOnlyInternetGatewaysRequest,
  DescribeEgressOnlyInternetGatewaysResult,
  EgressOnlyInternetGateway,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { removeTags, tagNew, tagsOf } from "../tags/tags.js";
import { findVpc } from "../vpcs/vpcs.js";
import { EGRESS_ONLY_GATEWAYS, type EgressOnlyGatewayRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateEgressOnlyInternetGateway.html */
export function createEgressOnlyInternetGateway(
  input: CreateEgressOnlyInternetGatewayRequest,
  ctx: Context,
): CreateEgressOnlyInternetGatewayResult {
  const row = createOnce<EgressOnlyGatewayRow>(ctx, "CreateEgressOnlyInternetGateway", input, {
    find: (id) => ctx.table(EGRESS_ONLY_GATEWAYS).get(id),
    idOf: ({ gatewayId }) => gatewayId,
    create() {
      const { vpcId } = findVpc(ctx, input.VpcId);
      const made = { gatewayId: newId(ctx, "eigw"), vpcId };
      ctx.table(EGRESS_ONLY_GATEWAYS).put(made.gatewayId, made);
      tagNew(ctx, "egress-only-internet-gateway", made.gatewayId, input.TagSpecifications);
      return made;
    },
  });
  return { EgressOnlyInternetGateway: describeGateway(ctx, row), ClientToken: input.ClientToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeEgressOnlyInternetGateways.html */
export function describeEgressOnlyInternetGateways(
  input: DescribeEgressOnlyInternetGatewaysRequest,
  ctx: Context,
): DescribeEgressOnlyInternetGatewaysResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "egress-only-internet-gateway",
    idOf: ({ gatewayId }) => gatewayId,
    all: ctx.table(EGRESS_ONLY_GATEWAYS).values(),
    ids: input.EgressOnlyInternetGatewayIds,
    filters: {},
  });
  return { EgressOnlyInternetGateways: items.map((row) => describeGateway(ctx, row)), NextToken };
}

/**
 * Its routes become black holes.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteEgressOnlyInternetGateway.html
 */
export function deleteEgressOnlyInternetGateway(
  input: DeleteEgressOnlyInternetGatewayRequest,
  ctx: Context,
): DeleteEgressOnlyInternetGatewayResult {
  const { EgressOnlyInternetGatewayId: id } = input;
  if (!ctx.table(EGRESS_ONLY_GATEWAYS).delete(id)) throw notFound("egress-only-internet-gateway", id);
  removeTags(ctx, id, undefined);
  return { ReturnCode: true };
}

function describeGateway(
  ctx: Context,
  { gatewayId, vpcId }: EgressOnlyGatewayRow,
): EgressOnlyInternetGateway {
  return {
    Attachments: [{ State: "attached", VpcId: vpcId }],
    EgressOnlyInternetGatewayId: gatewayId,
    Tags: tagsOf(ctx, gatewayId),
  };
}
