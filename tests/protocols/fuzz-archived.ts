import * as bedrockRuntime from "@aws-sdk/client-bedrock-runtime";
import * as cloudWatch from "@aws-sdk/client-cloudwatch";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as ssm from "@aws-sdk/client-ssm";
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { FactsArchive } from "../../lib/model/archive.js";
import type { ServiceFacts } from "../../lib/model/facts.js";
import type { FuzzedService } from "./fuzz-services.js";

const archive = new FactsArchive();

function factsOf(name: string): ServiceFacts {
  const facts = archive.facts(name);
  if (!facts) throw new Error(`The archive has no facts of ${name}.`);
  return facts;
}

/** Services that are not simulated, in each protocol that their clients may use. */
export const fuzzedArchived: readonly FuzzedService[] = [
  {
    name: "bedrock-runtime",
    facts: factsOf("bedrock-runtime"),
    sdk: bedrockRuntime,
    client: "BedrockRuntimeClient",
    // It streams in both directions.
    unspoken: ["InvokeModelWithBidirectionalStream"],
    // The SDK fills it in.
    computed: /^contentType$/,
  },
  { name: "cloudwatch", facts: factsOf("cloudwatch"), sdk: cloudWatch, client: "CloudWatchClient" },
  {
    name: "cloudwatch in CBOR",
    facts: factsOf("cloudwatch"),
    sdk: cloudWatch,
    client: "CloudWatchClient",
    speaks: "rpc-v2-cbor",
    protocol: AwsSmithyRpcV2CborProtocol,
  },
  {
    name: "cloudwatch in query",
    facts: factsOf("cloudwatch"),
    sdk: cloudWatch,
    client: "CloudWatchClient",
    speaks: "query",
    protocol: AwsQueryProtocol,
  },
  { name: "dynamodb", facts: factsOf("dynamodb"), sdk: dynamodb, client: "DynamoDBClient" },
  { name: "ssm", facts: factsOf("ssm"), sdk: ssm, client: "SSMClient" },
];
