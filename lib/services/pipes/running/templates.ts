import { JsonPath } from "../../../input-templates/path.js";
import { InputTemplate } from "../../../input-templates/template.js";
import type { SqsRecord } from "../../../shared/queue-records.js";

const PLACEHOLDER = /<(\$[^<>]*|aws\.pipes\.[\w.-]+)>/g;

const RESERVED: ReadonlySet<string> = new Set([
  "aws.pipes.pipe-arn",
  "aws.pipes.pipe-name",
  "aws.pipes.source-arn",
  "aws.pipes.enrichment-arn",
  "aws.pipes.target-arn",
  "aws.pipes.event",
  "aws.pipes.event.ingestion-time",
  "aws.pipes.event.json",
]);

/** The values of the reserved placeholders of a pipe, except for the event itself. */
export type PipeFacts = ReadonlyMap<string, string>;

export function templateOf(text: string): InputTemplate {
  return new InputTemplate(text, PLACEHOLDER);
}

export function isPlaceholder(name: string): boolean {
  return RESERVED.has(name) || JsonPath.read(name) !== undefined;
}

/**
 * Transforms an element with a template. The element is a record of the queue, or a result of the enrichment.
 *
 * @returns `undefined` if the result is not JSON
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 */
export function shape(text: string, element: unknown, facts: PipeFacts): string | undefined {
  const parsed = withParsedBody(element);
  return templateOf(text).fill((name) => {
    if (name === "aws.pipes.event" || name === "aws.pipes.event.json") return element;
    return facts.get(name) ?? JsonPath.read(name)?.find(parsed);
  });
}

/** The value of a parameter: the result of a path, or the string itself. */
export function parameterOf(text: string, element: unknown): string {
  if (!text.startsWith("$.")) return text;
  const found = JsonPath.read(text)?.find(withParsedBody(element));
  return typeof found === "string" ? found : JSON.stringify(found ?? "");
}

/** Paths can address members of bodies that are JSON. */
function withParsedBody(element: unknown): unknown {
  if (!hasBody(element)) return element;
  try {
    return { ...element, body: JSON.parse(element.body) as unknown };
  } catch {
    return element;
  }
}

function hasBody(element: unknown): element is Pick<SqsRecord, "body"> {
  return (
    typeof element === "object" && element !== null && "body" in element && typeof element.body === "string"
  );
}
