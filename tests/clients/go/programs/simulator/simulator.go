// Package simulator points the SDK at the simulator that the environment names.
package simulator

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

// Config is the default configuration. This version of the SDK does not read AWS_ENDPOINT_URL by itself.
func Config() aws.Config {
	endpoint := aws.EndpointResolverWithOptionsFunc(func(service, region string, _ ...interface{}) (aws.Endpoint, error) {
		return aws.Endpoint{URL: os.Getenv("AWS_ENDPOINT_URL"), SigningRegion: region, HostnameImmutable: true}, nil
	})
	cfg, err := config.LoadDefaultConfig(context.Background(), config.WithEndpointResolverWithOptions(endpoint))
	Check(err)
	return cfg
}

// Check ends the program when there is an error.
func Check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Print writes a result for the test.
func Print(result interface{}) {
	Check(json.NewEncoder(os.Stdout).Encode(result))
}
