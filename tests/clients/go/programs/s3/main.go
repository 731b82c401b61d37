// Puts, lists, copies and reads objects, one of them in parts.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"simulator"
)

func main() {
	ctx := context.Background()
	client := s3.NewFromConfig(simulator.Config(), func(options *s3.Options) { options.UsePathStyle = true })
	bucket := aws.String("data")
	_, err := client.CreateBucket(ctx, &s3.CreateBucketInput{
		Bucket: bucket,
		CreateBucketConfiguration: &types.CreateBucketConfiguration{
			LocationConstraint: types.BucketLocationConstraintEuWest1,
		},
	})
	simulator.Check(err)
	for i := 0; i < 5; i++ {
		_, err = client.PutObject(ctx, &s3.PutObjectInput{
			Bucket: bucket,
			Key:    aws.String(fmt.Sprintf("in/%d & é.txt", i)),
			Body:   strings.NewReader(fmt.Sprintf("text %d", i)),
		})
		simulator.Check(err)
	}
	var keys []string
	pager := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: 2})
	for pager.HasMorePages() {
		page, err := pager.NextPage(ctx)
		simulator.Check(err)
		for _, object := range page.Contents {
			keys = append(keys, *object.Key)
		}
	}
	large := bytes.Repeat([]byte("0123456789abcdef"), 1<<20)
	_, err = manager.NewUploader(client).Upload(ctx, &s3.PutObjectInput{
		Bucket: bucket, Key: aws.String("large"), Body: bytes.NewReader(large),
	})
	simulator.Check(err)
	ranged, err := client.GetObject(ctx, &s3.GetObjectInput{
		Bucket: bucket, Key: aws.String("large"), Range: aws.String("bytes=16-19"),
	})
	simulator.Check(err)
	slice, err := io.ReadAll(ranged.Body)
	simulator.Check(err)
	_, err = client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: aws.String("none")})
	var noSuchKey *types.NoSuchKey
	simulator.Print(map[string]interface{}{
		"keys":      keys,
		"slice":     string(slice),
		"noSuchKey": errors.As(err, &noSuchKey),
	})
}
