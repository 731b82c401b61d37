import { withDocuments } from "../model/attribute-values.js";
import { readGivenStructure } from "../model/given.js";
import type { Operation, ServiceModel } from "../model/service-model.js";
import type { StructureShape } from "../model/shapes.js";
import { AwsError } from "../runtime/errors.js";
import type { GivenError, GivenValues } from "../runtime/execute.js";
import { isAsymmetricMatcher } from "../values/asymmetric.js";

/** Converts values that a test wrote for the inputs, outputs and errors of an operation, by its model. */
export class ModelledValues implements GivenValues {
  /** Used in messages: `dynamodb:GetItem`. */
  private readonly label: string;

  constructor(
    private readonly service: string,
    private readonly operation: Operation,
    private readonly model: ServiceModel,
    /** The status of an error code that the model does not have. */
    private readonly statusOf: (code: string) => number | undefined,
    private readonly inDocuments = false,
  ) {
    this.label = `${service}:${operation.name}`;
  }

  get documents(): GivenValues {
    const { service, operation, model, statusOf } = this;
    return new ModelledValues(service, operation, model, statusOf, true);
  }

  output(value: unknown): object {
    const what = `The output of ${this.label}`;
    return readGivenStructure(this.operation.output, value ?? {}, { what, documents: this.inDocuments });
  }

  seenInput(input: object): object {
    return this.inDocuments ? withDocuments(this.operation.input, input) : input;
  }

  seenOutput(output: object): object {
    return this.inDocuments ? withDocuments(this.operation.output, output) : output;
  }

  partOfInput(value: unknown): object {
    const what = `The input of ${this.label}`;
    return readGivenStructure(this.operation.input, value, {
      what,
      partial: true,
      documents: this.inDocuments,
      keeps: isAsymmetricMatcher,
    });
  }

  isError(code: unknown): code is string {
    if (typeof code !== "string") return false;
    return !this.operation.output?.memberByName.has("error") || this.model.error(code) !== undefined;
  }

  error(code: string, given: GivenError): AwsError {
    const { message = `${code}, by a stub of the test.`, members, lenient = false } = given;
    const shape = this.model.error(code);
    const status = given.status ?? this.statusOf(code);
    return new AwsError(code, message, {
      status,
      members: shape ? this.read(shape, members, lenient) : members,
    });
  }

  private read(shape: StructureShape, members: object, lenient: boolean): Record<string, unknown> {
    const known = Object.entries(members).filter(([name]) => !lenient || shape.memberByName.has(name));
    const what = `The error ${shape.name} of ${this.label}`;
    return readGivenStructure(shape, Object.fromEntries(known), { what, partial: true });
  }
}
