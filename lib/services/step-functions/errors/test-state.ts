import { AwsError } from "../../../runtime/errors.js";
import { validationException } from "./requests.js";

export const roleMissing = () => validationException("RoleArn must be specified when testing a Task state");

export const stateNotFound = () => validationException("State not found in definition");

export const mockNotSupported = (type: string) =>
  validationException(`State type '${type}' is not supported when a mock is specified`);

export const mockRequired = () =>
  new AwsError(
    "InvalidDefinition",
    "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
  );

export const notOneMock = () =>
  validationException("A test mock should have only one of the following fields: [result, errorOutput].");

export const mockedResult = (problem: string) => validationException(`Mocked result must ${problem}`);

export const secretsOfMock = () =>
  validationException("TestState does not support RevealSecrets when a mock is specified.");

export const failuresWithoutMock = () =>
  validationException("TestState does not support MapIterationFailureCount when a mock is not specified.");

export const tooManyFailures = () =>
  validationException(
    "Map iteration failure count must be less than or equal to the number of Map iterations",
  );

export const invalidContext = (problem: string) =>
  validationException(`Invalid Context object provided: ${problem}`);

/** The code is AWS's, the message is an assumption. */
export const invalidVariables = () => validationException("Variables must be a JSON object");

/** Jobs that AWS waits for, but the simulator does not. */
export const jobNeedsMock = (resource: string) =>
  validationException(
    `aws-sim does not wait for ${resource} in TestState. Pass a mock in the request, or set a handler with sim.stepFunctions.onTask("${resource}", …).`,
  );
