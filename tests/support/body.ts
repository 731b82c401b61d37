/** The output of a call through an SDK client, without the metadata that the SDK adds. */
export async function body<Output extends { $metadata: unknown }>(
  output: Promise<Output>,
): Promise<Omit<Output, "$metadata">> {
  const { $metadata, ...rest } = await output;
  return rest;
}
