/**
 * The services whose facts we generate: our directory name, the name of the
 * public model, and what the model cannot tell. A new service is one line.
 *
 * @typedef {object} ServiceEntry
 * @property {string} name directory under lib/services
 * @property {string} model directory of the model in botocore's data
 * @property {readonly string[]} [operations] the operations to keep; all when left out
 * @property {string} [errorNamespace] stands before the code in the `__type` of errors
 */

/** @type {readonly ServiceEntry[]} */
export const services = [
  { name: "ecs", model: "ecs" },
  { name: "lambda", model: "lambda" },
  { name: "sts", model: "sts" },
  { name: "ecr", model: "ecr" },
  { name: "logs", model: "logs" },
  { name: "efs", model: "efs" },
  { name: "cloud-map", model: "servicediscovery" },
  { name: "s3", model: "s3" },
  { name: "s3-control", model: "s3control" },
  {
    name: "step-functions",
    model: "stepfunctions",
    errorNamespace: "com.amazonaws.swf.service.v2.model#",
  },
  {
    name: "iam",
    model: "iam",
    operations: [
      "AddRoleToInstanceProfile",
      "AttachRolePolicy",
      "AttachUserPolicy",
      "CreateAccessKey",
      "CreateInstanceProfile",
      "CreatePolicy",
      "CreateRole",
      "CreateServiceLinkedRole",
      "CreateUser",
      "DeleteAccessKey",
      "DeleteInstanceProfile",
      "DeletePolicy",
      "DeleteRole",
      "DeleteRolePolicy",
      "DeleteUser",
      "DetachRolePolicy",
      "DetachUserPolicy",
      "GetInstanceProfile",
      "GetPolicy",
      "GetPolicyVersion",
      "GetRole",
      "GetRolePolicy",
      "GetUser",
      "ListAccessKeys",
      "ListAttachedRolePolicies",
      "ListInstanceProfilesForRole",
      "ListPolicies",
      "ListPolicyVersions",
      "ListRolePolicies",
      "ListRoles",
      "ListRoleTags",
      "ListUsers",
      "PutRolePolicy",
      "RemoveRoleFromInstanceProfile",
      "TagRole",
      "UntagRole",
      "UpdateAssumeRolePolicy",
      "UpdateRole",
    ],
  },
  {
    name: "ec2",
    model: "ec2",
    operations: [
      "CreateSecurityGroup",
      "CreateSubnet",
      "CreateVpc",
      "DeleteSecurityGroup",
      "DeleteSubnet",
      "DeleteVpc",
      "DescribeAvailabilityZones",
      "DescribeNetworkInterfaces",
      "DescribeRegions",
      "DescribeSecurityGroups",
      "DescribeSubnets",
      "DescribeVpcs",
    ],
  },
];
