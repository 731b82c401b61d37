import { minified } from "../../../input-templates/template.js";
import type { AccountRegion } from "../../../runtime/scope.js";

/** The parts of an event. */
export interface EventParts extends AccountRegion {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  /** In milliseconds since the epoch. */
  readonly time: number;
  readonly resources: readonly string[];
  /** JSON. */
  readonly detail: string;
}

/** Creates an event with its members in AWS's order, without spaces. */
export function envelopeOf(parts: EventParts): string {
  const { id, source, detailType, time, account, region, resources, detail } = parts;
  return (
    `{"version":"0","id":"${id}","detail-type":${JSON.stringify(detailType)},"source":${JSON.stringify(source)},` +
    `"account":"${account}","time":"${wholeSeconds(time)}","region":"${region}",` +
    `"resources":${JSON.stringify(resources)},"detail":${minified(detail)}}`
  );
}

/** Adds the name of its replay to an event. */
export function replayed(json: string, replay: string): string {
  return json.replace(/(,"region":"[^"]*")/, `$1,"replay-name":${JSON.stringify(replay)}`);
}

/** Replaces the id of an event. */
export function renamed(json: string, id: string): string {
  return json.replace(/^(\{"version":"0","id":")[^"]*/, `$1${id}`);
}

function wholeSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
