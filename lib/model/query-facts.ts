import { own } from "../values/own.js";
import type { MemberReference, QueryFacts, ServiceFacts, ShapeFacts, StructureFacts } from "./facts.js";

/**
 * The facts of a service for its query protocol; `undefined` if the model has no separate ones. Names in
 * TypeScript are the same, so that one handler serves both protocols.
 */
export function queryFacts(facts: ServiceFacts): ServiceFacts | undefined {
  const { query } = facts;
  if (!query) return undefined;
  const { xmlNamespace, errorDetail } = query;
  return {
    ...facts,
    protocol: "query",
    xmlNamespace,
    ...(errorDetail && { errorDetail }),
    operations: mapped(facts.operations, (operation, name) =>
      operation.output === undefined ? operation : { ...operation, resultWrapper: `${name}Result` },
    ),
    shapes: mapped(facts.shapes, (shape, name) => queryShape(shape, name, query)),
  };
}

function queryShape(shape: ShapeFacts, name: string, { members, maps }: QueryFacts): ShapeFacts {
  if (shape.type === "structure") return queryStructure(shape, own(members, name) ?? {});
  const names = shape.type === "map" ? own(maps, name) : undefined;
  if (shape.type !== "map" || !names) return shape;
  const [key, value] = names;
  return { ...shape, key: called(shape.key, key), value: called(shape.value, value) };
}

function queryStructure(shape: StructureFacts, names: Readonly<Record<string, string>>): StructureFacts {
  const renamed = mapped(shape.members ?? {}, (member, name) => called(member, own(names, name)));
  return { ...shape, members: renamed };
}

function called(member: MemberReference, locationName: string | undefined): MemberReference {
  if (locationName === undefined) return member;
  return { ...(typeof member === "string" ? { shape: member } : member), locationName };
}

function mapped<Value>(
  table: Readonly<Record<string, Value>>,
  change: (value: Value, name: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value, name)]));
}
