import type { ProtocolName, ServiceFacts } from "../model/facts.js";
import type { WireHooks } from "../wire/hooks.js";
import { AwsJson } from "./aws-json.js";
import { AwsQuery } from "./aws-query.js";
import { Ec2Query } from "./ec2-query.js";
import type { Protocol } from "./protocol.js";
import { RestProtocol } from "./rest.js";
import { RestJson } from "./rest-json.js";
import { RestXml } from "./rest-xml.js";
import { RpcCbor } from "./rpc-cbor.js";

export type { ErrorContext, Protocol, ReplyContext } from "./protocol.js";

/** The wire protocol of a service, or one of several. */
export function protocolFor(
  facts: ServiceFacts,
  hooks?: Pick<WireHooks, "wholeSeconds">,
  name: ProtocolName = facts.protocol,
): Protocol {
  switch (name) {
    case "json":
      return new AwsJson(facts);
    case "rest-json":
      return new RestProtocol(new RestJson());
    case "query":
      return new AwsQuery(facts);
    case "rpc-v2-cbor":
      return new RpcCbor();
    case "ec2":
      return new Ec2Query(facts);
    case "rest-xml":
      return new RestProtocol(new RestXml(facts, hooks?.wholeSeconds));
  }
}
