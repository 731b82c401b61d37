// Creates a function and invokes it.
package main

import (
	"archive/zip"
	"bytes"
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"simulator"
)

func main() {
	var archive bytes.Buffer
	code := zip.NewWriter(&archive)
	_, err := code.Create("bootstrap")
	simulator.Check(err)
	simulator.Check(code.Close())

	ctx := context.Background()
	client := lambda.NewFromConfig(simulator.Config())
	name := aws.String("greet")
	_, err = client.CreateFunction(ctx, &lambda.CreateFunctionInput{
		FunctionName: name,
		Runtime:      types.RuntimeProvidedal2,
		Role:         aws.String("arn:aws:iam::123456789012:role/r"),
		Handler:      aws.String("bootstrap"),
		Code:         &types.FunctionCode{ZipFile: archive.Bytes()},
	})
	simulator.Check(err)
	get := &lambda.GetFunctionInput{FunctionName: name}
	simulator.Check(lambda.NewFunctionActiveV2Waiter(client).Wait(ctx, get, time.Minute))
	answer, err := client.Invoke(ctx, &lambda.InvokeInput{FunctionName: name, Payload: []byte(`{"name":"world"}`)})
	simulator.Check(err)
	failed, err := client.Invoke(ctx, &lambda.InvokeInput{FunctionName: name, Payload: []byte(`{"name":"nobody"}`)})
	simulator.Check(err)
	simulator.Print(map[string]interface{}{
		"answer": string(answer.Payload),
		"error":  aws.ToString(failed.FunctionError),
	})
}
