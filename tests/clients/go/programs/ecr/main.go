// Creates repositories and pages through them.
package main

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := ecr.NewFromConfig(simulator.Config())
	for _, name := range []string{"app-a", "app-b", "app-c"} {
		_, err := client.CreateRepository(ctx, &ecr.CreateRepositoryInput{RepositoryName: aws.String(name)})
		simulator.Check(err)
	}
	_, err := client.CreateRepository(ctx, &ecr.CreateRepositoryInput{RepositoryName: aws.String("app-a")})
	var exists *types.RepositoryAlreadyExistsException
	var pages [][]string
	pager := ecr.NewDescribeRepositoriesPaginator(client, &ecr.DescribeRepositoriesInput{MaxResults: aws.Int32(2)})
	for pager.HasMorePages() {
		page, err := pager.NextPage(ctx)
		simulator.Check(err)
		var names []string
		for _, repository := range page.Repositories {
			names = append(names, *repository.RepositoryName)
		}
		pages = append(pages, names)
	}
	token, err2 := client.GetAuthorizationToken(ctx, &ecr.GetAuthorizationTokenInput{})
	simulator.Check(err2)
	simulator.Print(map[string]interface{}{
		"pages":  pages,
		"exists": errors.As(err, &exists),
		"token":  len(*token.AuthorizationData[0].AuthorizationToken) > 0,
	})
}
