// Says who calls.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/sts"

	"simulator"
)

func main() {
	identity, err := sts.NewFromConfig(simulator.Config()).GetCallerIdentity(context.Background(), &sts.GetCallerIdentityInput{})
	simulator.Check(err)
	simulator.Print(map[string]string{"account": *identity.Account, "arn": *identity.Arn})
}
