/** Reduces a public service model to the vocabulary of lib/model/facts.ts. */

/**
 * @param {any} model a parsed `service-2.json`
 * @param {import("./services.mjs").ServiceEntry} entry
 */
export function reduceModel(model, entry) {
  const { metadata } = model;
  const wanted = entry.operations ?? Object.keys(model.operations);
  const operations = wanted.filter((name) => entry.omitted?.includes(name) !== true);
  const unknown = operations.filter((name) => !(name in model.operations));
  if (unknown.length > 0) throw new Error(`The model ${entry.model} has no operation ${unknown.join(", ")}.`);
  return {
    protocol: mainProtocol(metadata),
    protocols: allProtocols(metadata),
    jsonVersion: metadata.jsonVersion,
    targetPrefix: metadata.targetPrefix,
    apiVersion: metadata.apiVersion,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    endpointPrefix: metadata.endpointPrefix,
    xmlNamespace: entry.xmlNamespace ?? metadata.xmlNamespace?.uri ?? metadata.xmlNamespace,
    noErrorWrapping: entry.noErrorWrapping,
    errorNamespace: entry.errorNamespace,
    awsQueryCompatible: metadata.awsQueryCompatible === undefined ? undefined : true,
    query: entry.query,
    operations: select(model.operations, new Set(operations), (operation) =>
      reduceOperation(operation, entry),
    ),
    shapes: {
      ...select(model.shapes, reachableShapes(model, operations), (shape, name) =>
        reduceShape(corrected(shape, name, entry)),
      ),
      ...unmodelledErrors(model, entry),
    },
  };
}

/** The errors of a service that its model lacks altogether. */
function unmodelledErrors(model, { errors = {} }) {
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([name]) => !(name in model.shapes))
      .map(([name, error]) => [name, { type: "structure", error, members: { message: MESSAGE_SHAPE } }]),
  );
}

/** What the models of JSON services call the string in their errors. */
const MESSAGE_SHAPE = "ExceptionMessage";

/** Our name of a protocol, where it is not the model's. */
function nameOfProtocol(name) {
  return name === "smithy-rpc-v2-cbor" ? "rpc-v2-cbor" : name;
}

/** JSON for a service with both JSON and CBOR: its errors are those of JSON. */
function mainProtocol({ protocol, protocols = [] }) {
  return protocol === "smithy-rpc-v2-cbor" && protocols.includes("json") ? "json" : nameOfProtocol(protocol);
}

/** All protocols of a service. One that was migrated from query to JSON still supports query. */
function allProtocols({ protocol, protocols = [protocol], awsQueryCompatible }) {
  const query = awsQueryCompatible === undefined ? [] : ["query"];
  const all = [...new Set([...protocols, ...query].map(nameOfProtocol))].sort();
  return all.length > 1 ? all : undefined;
}

/** Keeps the model's own order, independent of the order of the selection. */
function select(table, names, reduce) {
  return Object.fromEntries(
    Object.keys(table)
      .filter((name) => names.has(name))
      .map((name) => [name, reduce(table[name], name)]),
  );
}

function reachableShapes(model, operations) {
  const found = new Set();
  const queue = operations.flatMap((name) => {
    const { input, output, errors = [] } = model.operations[name];
    return [input, output, ...errors].flatMap((reference) => reference?.shape ?? []);
  });
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const { members = {}, member, key, value } = model.shapes[name];
    for (const reference of [...Object.values(members), member, key, value]) {
      if (reference !== undefined) queue.push(reference.shape);
    }
  }
  return found;
}

function reduceOperation(operation, entry) {
  const { http, httpChecksum } = operation;
  return {
    method: http.method === "POST" ? undefined : http.method,
    uri: entry.uris?.[operation.name] ?? (http.requestUri === "/" ? undefined : http.requestUri),
    status: entry.statuses?.[operation.name] ?? (http.responseCode === 200 ? undefined : http.responseCode),
    input: operation.input?.shape,
    output: operation.output?.shape,
    resultWrapper: operation.output?.resultWrapper,
    outputRoot: entry.outputRoots?.[operation.name],
    contentType: entry.contentTypes?.[operation.name],
    unwrappedOutput: entry.unwrappedOutputs?.includes(operation.name) ? true : undefined,
    hostPrefix: operation.endpoint?.hostPrefix,
    errors: nonEmpty(operation.errors?.map((error) => error.shape)),
    unsigned: operation.authtype === "none" ? true : undefined,
    checksum: reduceChecksum(httpChecksum, operation.httpChecksumRequired),
  };
}

function reduceChecksum(checksum, required) {
  if (checksum === undefined && required !== true) return undefined;
  return {
    required: required === true || checksum?.requestChecksumRequired === true ? true : undefined,
    algorithmMember: checksum?.requestAlgorithmMember,
    validationModeMember: checksum?.requestValidationModeMember,
    algorithms: nonEmpty(checksum?.responseAlgorithms),
  };
}

/** A shape as AWS has it, where its model differs. */
function corrected(shape, name, entry) {
  const relaxed = withOptional(opened(shape, name, entry), entry.optionalMembers?.[name]);
  const complete = withUnmodelled(withError(relaxed, entry.errors?.[name]), entry.unmodelledValues?.[name]);
  return inOrder(inEnumOrder(complete, entry.enumOrders?.[name], name), entry.memberOrders?.[name]);
}

function withOptional(shape, names = []) {
  return { ...shape, required: shape.required?.filter((member) => !names.includes(member)) };
}

/** An error with the code and status that its model lacks. */
function withError(shape, { code, status } = {}) {
  if (code === undefined && status === undefined) return shape;
  return { ...shape, error: { ...shape.error, code, httpStatusCode: status } };
}

/** A structure whose first members are these. */
function inOrder(shape, names) {
  if (names === undefined) return shape;
  const missing = names.filter((member) => !(member in shape.members));
  if (missing.length > 0) throw new Error(`The shape has no member ${missing.join(", ")}.`);
  const first = Object.fromEntries(names.map((member) => [member, shape.members[member]]));
  return { ...shape, members: { ...first, ...shape.members } };
}

/** The values of an enumeration, with those that AWS sends though its model has them not. */
function withUnmodelled(shape, values) {
  return values === undefined ? shape : { ...shape, enum: [...shape.enum, ...values] };
}

/** The values of an enumeration in the order in which the service's errors list them. */
function inEnumOrder(shape, values, name) {
  if (values === undefined) return shape;
  // A new model may have more: then the order has to be looked up again.
  if ([...shape.enum].sort().join() !== [...values].sort().join())
    throw new Error(
      `The order given for ${name} does not have the model's values: ${shape.enum.join(", ")}.`,
    );
  return { ...shape, enum: values };
}

/** Removes constraints of the model that the service does not check. */
function opened(shape, name, { openEnums = [], openPatterns = [], openTimestamps = [] }) {
  const { type, enum: values, pattern } = shape;
  return {
    ...shape,
    type: openTimestamps.includes(name) ? "string" : type,
    enum: openEnums.includes(name) ? undefined : values,
    pattern: openPatterns.includes(name) ? undefined : pattern,
  };
}

function reduceShape(shape) {
  const common = { type: typeNames[shape.type] ?? shape.type, sensitive: shape.sensitive };
  switch (shape.type) {
    case "structure":
      return { ...common, ...reduceStructure(shape) };
    case "list":
      return { ...common, ...bounds(shape), flattened: shape.flattened, member: reduceMember(shape.member) };
    case "map":
      return {
        ...common,
        ...bounds(shape),
        flattened: shape.flattened,
        key: reduceMember(shape.key),
        value: reduceMember(shape.value),
      };
    case "timestamp":
      return { ...common, timestampFormat: shape.timestampFormat };
    case "blob":
      return { ...common, ...bounds(shape), streaming: shape.streaming };
    default:
      return { ...common, ...bounds(shape), pattern: shape.pattern, enum: shape.enum };
  }
}

/** The models use `character` and `bigdecimal` nowhere we need; `short` and `byte` are integers to us. */
const typeNames = {
  short: "integer",
  byte: "integer",
  biginteger: "long",
  bigdecimal: "double",
  character: "string",
};

function bounds(shape) {
  return { min: shape.min, max: shape.max };
}

function reduceStructure(shape) {
  const members = Object.entries(shape.members ?? {});
  return {
    required: nonEmpty(shape.required),
    payload: shape.payload,
    union: shape.union,
    document: shape.document,
    eventStream: shape.eventstream,
    event: shape.event,
    xmlNamespace: shape.xmlNamespace,
    locationName: shape.locationName,
    error: reduceError(shape),
    members:
      members.length === 0
        ? undefined
        : Object.fromEntries(members.map(([name, member]) => [name, reduceMember(member)])),
  };
}

function reduceError(shape) {
  if (shape.exception !== true && shape.error === undefined) return undefined;
  return { code: shape.error?.code, status: shape.error?.httpStatusCode, fault: shape.fault };
}

/** A member without traits is written as the bare name of its shape. */
function reduceMember(member) {
  const kept = {};
  for (const trait of memberTraits) {
    if (member[trait] !== undefined && member[trait] !== false) kept[trait] = member[trait];
  }
  return Object.keys(kept).length === 1 ? member.shape : kept;
}

const memberTraits = [
  "shape",
  "location",
  "locationName",
  "queryName",
  "timestampFormat",
  "flattened",
  "xmlAttribute",
  "xmlNamespace",
  "streaming",
  "jsonvalue",
  "idempotencyToken",
  "hostLabel",
  "eventpayload",
  "eventheader",
];

function nonEmpty(list) {
  return list === undefined || list.length === 0 ? undefined : list;
}
