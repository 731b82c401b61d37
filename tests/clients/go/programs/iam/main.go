// Gives a role and a user policies, pages through users, and reads modelled errors.
package main

import (
	"context"
	"errors"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"simulator"
)

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
const read = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}`

func main() {
	ctx := context.Background()
	client := iam.NewFromConfig(simulator.Config())
	role := aws.String("task")
	_, err := client.CreateRole(ctx, &iam.CreateRoleInput{RoleName: role, AssumeRolePolicyDocument: aws.String(trust)})
	simulator.Check(err)
	err = iam.NewRoleExistsWaiter(client).Wait(ctx, &iam.GetRoleInput{RoleName: role}, time.Minute)
	simulator.Check(err)
	policy, err := client.CreatePolicy(ctx, &iam.CreatePolicyInput{PolicyName: aws.String("read"), PolicyDocument: aws.String(read)})
	simulator.Check(err)
	_, err = client.AttachRolePolicy(ctx, &iam.AttachRolePolicyInput{RoleName: role, PolicyArn: policy.Policy.Arn})
	simulator.Check(err)
	version, err := client.GetPolicyVersion(ctx, &iam.GetPolicyVersionInput{
		PolicyArn: policy.Policy.Arn, VersionId: policy.Policy.DefaultVersionId,
	})
	simulator.Check(err)
	document, err := url.QueryUnescape(*version.PolicyVersion.Document)
	simulator.Check(err)

	_, err = client.DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: role})
	var conflict *types.DeleteConflictException
	inUse := errors.As(err, &conflict)
	_, err = client.DetachRolePolicy(ctx, &iam.DetachRolePolicyInput{RoleName: role, PolicyArn: policy.Policy.Arn})
	simulator.Check(err)
	_, err = client.DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: role})
	simulator.Check(err)
	_, err = client.GetRole(ctx, &iam.GetRoleInput{RoleName: role})
	var missing *types.NoSuchEntityException
	gone := errors.As(err, &missing)

	for _, name := range []string{"ann", "bob", "cid"} {
		_, err = client.CreateUser(ctx, &iam.CreateUserInput{UserName: aws.String(name)})
		simulator.Check(err)
	}
	var pages [][]string
	pager := iam.NewListUsersPaginator(client, &iam.ListUsersInput{MaxItems: aws.Int32(2)})
	for pager.HasMorePages() {
		page, err := pager.NextPage(ctx)
		simulator.Check(err)
		var names []string
		for _, user := range page.Users {
			names = append(names, *user.UserName)
		}
		pages = append(pages, names)
	}
	simulator.Print(map[string]interface{}{
		"arn":      policy.Policy.Arn,
		"document": document == read,
		"inUse":    inUse,
		"gone":     gone,
		"pages":    pages,
	})
}
