/** How a task waits for its service. */
export type WaitPattern = "sync" | "sync:2" | "waitForTaskToken";

/** The wait patterns of an API besides request response, and its required members. */
export interface Integration {
  readonly patterns: readonly WaitPattern[];
  readonly required: readonly string[];
}

/**
 * `arn:…:states:::service:api`: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export function findIntegration(service: string, api: string): Integration | undefined {
  return INTEGRATIONS.get(`${service}:${api}`);
}

const NONE: readonly WaitPattern[] = [];
const JOB: readonly WaitPattern[] = ["sync"];
const CALLBACK: readonly WaitPattern[] = ["waitForTaskToken"];
const JOB_OR_CALLBACK: readonly WaitPattern[] = ["sync", "waitForTaskToken"];

/** Services whose APIs have the same patterns. */
const GROUPS: readonly (readonly [service: string, patterns: readonly WaitPattern[], apis: string])[] = [
  ["apigateway", CALLBACK, "invoke"],
  ["athena", JOB, "startQueryExecution"],
  ["athena", NONE, "stopQueryExecution getQueryExecution getQueryResults"],
  ["batch", JOB, "submitJob"],
  ["bedrock", CALLBACK, "invokeModel"],
  ["bedrock", JOB_OR_CALLBACK, "createModelCustomizationJob"],
  ["bedrock-agentcore", CALLBACK, "invokeAgentRuntime"],
  ["codebuild", JOB, "startBuild startBuildBatch retryBuildBatch"],
  ["codebuild", NONE, "stopBuild batchDeleteBuilds batchGetReports stopBuildBatch deleteBuildBatch"],
  ["databrew", JOB, "startJobRun"],
  ["dynamodb", NONE, "updateItem deleteItem"],
  ["eks", JOB_OR_CALLBACK, "createCluster deleteCluster createFargateProfile deleteFargateProfile"],
  ["eks", JOB_OR_CALLBACK, "createNodegroup deleteNodegroup runJob"],
  ["eks", CALLBACK, "call"],
  ["elasticmapreduce", JOB, "createCluster terminateCluster addStep"],
  ["elasticmapreduce", NONE, "setClusterTerminationProtection cancelStep"],
  ["elasticmapreduce", NONE, "modifyInstanceFleetByName modifyInstanceGroupByName"],
  ["emr-containers", JOB, "deleteVirtualCluster startJobRun"],
  ["emr-containers", NONE, "createVirtualCluster"],
  ["emr-serverless", JOB, "createApplication startApplication stopApplication deleteApplication"],
  ["emr-serverless", JOB, "startJobRun cancelJobRun"],
  ["http", NONE, "invoke"],
  ["mediaconvert", JOB, "createJob"],
  ["sagemaker", JOB, "createHyperParameterTuningJob createLabelingJob createProcessingJob"],
  ["sagemaker", JOB, "createTrainingJob createTransformJob"],
  ["sagemaker", NONE, "createEndpoint createEndpointConfig createModel updateEndpoint"],
];

/** APIs whose parameters AWS validates when the machine is created. */
const CHECKED: readonly (readonly [name: string, integration: Integration])[] = [
  ["dynamodb:getItem", { patterns: NONE, required: ["TableName", "Key"] }],
  ["dynamodb:putItem", { patterns: NONE, required: ["TableName", "Item"] }],
  ["ecs:runTask", { patterns: JOB_OR_CALLBACK, required: ["TaskDefinition"] }],
  ["events:putEvents", { patterns: CALLBACK, required: ["Entries"] }],
  ["glue:startJobRun", { patterns: JOB, required: ["JobName"] }],
  ["lambda:invoke", { patterns: CALLBACK, required: ["FunctionName"] }],
  ["sns:publish", { patterns: CALLBACK, required: ["Message"] }],
  ["sqs:sendMessage", { patterns: CALLBACK, required: ["QueueUrl", "MessageBody"] }],
  [
    "states:startExecution",
    { patterns: ["sync", "sync:2", "waitForTaskToken"], required: ["StateMachineArn"] },
  ],
];

const INTEGRATIONS: ReadonlyMap<string, Integration> = new Map([
  ...GROUPS.flatMap(([service, patterns, apis]) =>
    apis.split(" ").map((api): [string, Integration] => [`${service}:${api}`, { patterns, required: [] }]),
  ),
  ...CHECKED,
]);
