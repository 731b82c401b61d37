import { own } from "../values/own.js";

/** Abbreviations of region names in the ids of availability zones. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  north: "n",
  northeast: "ne",
  east: "e",
  southeast: "se",
  south: "s",
  southwest: "sw",
  west: "w",
  northwest: "nw",
  central: "c",
  gov: "g",
  iso: "i",
  isob: "ib",
};

/** Whether the zone can exist in a region: `us-east-1a` to `us-east-1f`. */
export function isZoneOf(region: string, zone: string): boolean {
  return zone.length === region.length + 1 && zone.startsWith(region) && /[a-f]$/.test(zone);
}

/** The region of a zone. */
export function regionOf(zone: string): string {
  return zone.slice(0, -1);
}

/**
 * The id of a zone: `use1-az1` for `us-east-1a`. AWS shuffles them for each account; here they are in order.
 */
export function zoneId(zone: string): string {
  const place = regionOf(zone)
    .split("-")
    .map((part) => own(SHORT_FORMS, part) ?? part)
    .join("");
  return `${place}-az${zone.charCodeAt(zone.length - 1) - "a".charCodeAt(0) + 1}`;
}
