import { type BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

export interface Clients {
  readonly dynamodb: DynamoDBClient;
  readonly bedrock: BedrockRuntimeClient;
  readonly s3: S3Client;
}

/** Writes a summary of an order to S3, and returns its key; `undefined` if another worker has written one. */
export async function summarizeOrder(
  { dynamodb, bedrock, s3 }: Clients,
  id: string,
): Promise<string | undefined> {
  const Key = { id: { S: id } };
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: "orders", Key }));
  if (!Item) throw new Error(`There is no order ${id}.`);
  const question = `Summarize this order in one sentence: ${Item.items?.S}`;
  const { output } = await bedrock.send(
    new ConverseCommand({
      modelId: "example.model",
      messages: [{ role: "user", content: [{ text: question }] }],
    }),
  );
  const key = `summaries/${id}.txt`;
  try {
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: "orders",
        Key,
        UpdateExpression: "SET summary = :key",
        ConditionExpression: "attribute_not_exists(summary)",
        ExpressionAttributeValues: { ":key": { S: key } },
      }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return undefined;
    throw error;
  }
  await s3.send(
    new PutObjectCommand({ Bucket: "reports", Key: key, Body: output?.message?.content?.[0]?.text }),
  );
  return key;
}
