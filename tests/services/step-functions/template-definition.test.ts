import { describe, expect, test } from "vitest";
import { definitionFromTemplate } from "../../../lib/index.js";

const machine = (Properties: object) => ({ Type: "AWS::StepFunctions::StateMachine", Properties });
const template = (Resources: Record<string, object>) => ({ Resources });

/** As `cdk synth` writes it. */
const CDK = template({
  OrdersE35A1B2C: machine({
    DefinitionString: {
      "Fn::Join": [
        "",
        [
          '{"StartAt":"Price","States":{"Price":{"Type":"Task","Resource":"arn:',
          { Ref: "AWS::Partition" },
          ':states:::lambda:invoke","Parameters":{"FunctionName":"',
          { "Fn::GetAtt": ["PriceD4E5F6", "Arn"] },
          '"},"End":true}}}',
        ],
      ],
    },
    RoleArn: { "Fn::GetAtt": ["Role", "Arn"] },
  }),
  PriceD4E5F6: { Type: "AWS::Lambda::Function", Properties: {} },
});

describe("definitionFromTemplate", () => {
  test("joins what the CDK has split", () => {
    const definition = definitionFromTemplate(CDK, {
      values: { "PriceD4E5F6.Arn": "arn:aws:lambda:us-east-1:123456789012:function:price" },
    });
    expect(JSON.parse(definition)).toEqual({
      StartAt: "Price",
      States: {
        Price: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "arn:aws:lambda:us-east-1:123456789012:function:price" },
          End: true,
        },
      },
    });
  });

  test("replaces what DefinitionSubstitutions name, in a string and in an object", () => {
    const DefinitionSubstitutions = { Queue: { Ref: "QueueA1" }, Region: { "Fn::Sub": `r-\${AWS::Region}` } };
    const values = { QueueA1: "https://q" };
    const DefinitionString = `{"Comment":"\${Queue} \${Region} \${!Kept}"}`;
    expect(
      definitionFromTemplate(template({ M: machine({ DefinitionString, DefinitionSubstitutions }) }), {
        values,
      }),
    ).toBe(`{"Comment":"https://q r-us-east-1 \${Kept}"}`);
    const Definition = { Comment: `\${Queue}`, StartAt: { Ref: "QueueA1" } };
    expect(
      definitionFromTemplate(template({ M: machine({ Definition, DefinitionSubstitutions }) }), { values }),
    ).toBe('{"Comment":"https://q","StartAt":"https://q"}');
  });

  test("chooses a state machine by the beginning of its logical id", () => {
    const two = template({
      OrdersE35: machine({ DefinitionString: "orders" }),
      RefundsA12: machine({ DefinitionString: "refunds" }),
    });
    expect(definitionFromTemplate(two, { logicalId: "Refunds" })).toBe("refunds");
    expect(definitionFromTemplate(two, { logicalId: "OrdersE35" })).toBe("orders");
    expect(() => definitionFromTemplate(two)).toThrow(
      'The template has several state machines: OrdersE35, RefundsA12. Choose one with "logicalId".',
    );
    expect(() => definitionFromTemplate(two, { logicalId: "Refunds_" })).toThrow(
      'There is no state machine in the template "Refunds_".',
    );
  });

  test("names every reference that has no value", () => {
    expect(() => definitionFromTemplate(CDK)).toThrow(
      'The definition refers to PriceD4E5F6.Arn. Set a value for each in the option "values".',
    );
    expect(() => definitionFromTemplate({})).toThrow("The template has no Resources.");
  });
});
