import { EventPatternError } from "../../event-patterns/errors.js";
import { EventPattern } from "../../event-patterns/pattern.js";
import { type FilteredRecord, recordFilter } from "../../event-patterns/record-filter.js";
import { parseArn } from "../../shared/arn.js";
import {
  groupIdMissing,
  invalidArn,
  invalidFilter,
  invalidTemplate,
  taskParametersMissing,
} from "./errors.js";
import type { FilterCriteria } from "./generated/types.js";
import { isPlaceholder, templateOf } from "./running/templates.js";
import type { PipeSettings } from "./state.js";

/** Checks the settings of a pipe, but not whether its source and target exist. @throws ValidationException */
export function checkSettings(settings: PipeSettings): void {
  const { Source, Target, Enrichment, SourceParameters, EnrichmentParameters, TargetParameters } = settings;
  if (!parseArn(Source)) throw invalidArn("Source", Source);
  if (!parseArn(Target)) throw invalidArn("Target", Target);
  if (Enrichment && !parseArn(Enrichment)) throw invalidArn("Enrichment", Enrichment);
  readFilters(SourceParameters?.FilterCriteria);
  for (const template of [EnrichmentParameters?.InputTemplate, TargetParameters?.InputTemplate])
    for (const name of template ? templateOf(template).names : [])
      if (!isPlaceholder(name)) throw invalidTemplate(name);
  if (Target.endsWith(".fifo") && TargetParameters?.SqsQueueParameters?.MessageGroupId === undefined)
    throw groupIdMissing();
  if (parseArn(Target)?.service === "ecs" && !TargetParameters?.EcsTaskParameters)
    throw taskParametersMissing();
}

/** Reads the filters of a pipe. @throws ValidationException */
export function readFilters({ Filters = [] }: FilterCriteria = {}): (record: FilteredRecord) => boolean {
  return recordFilter(Filters.map(({ Pattern = "" }) => readPattern(Pattern)));
}

function readPattern(text: string): EventPattern {
  try {
    return EventPattern.read(text);
  } catch (error) {
    if (error instanceof EventPatternError) throw invalidFilter(error.message);
    throw error;
  }
}
