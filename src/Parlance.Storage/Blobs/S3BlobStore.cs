using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Parlance.Core.Media;
using Parlance.Core.Messages;

namespace Parlance.Storage.Blobs;

/// <summary>Files in a bucket of Amazon S3, Cloudflare R2, MinIO or another server that speaks their API.</summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly string _bucket;
    private readonly string _place;

    /// <param name="address">Of a bucket.</param>
    public S3BlobStore(BlobAddress address, string accessKeyId, string secretAccessKey)
    {
        _bucket = address.Bucket ?? throw new ArgumentException("Not the address of a bucket.", nameof(address));
        _place = address.ToString();
        var config = new AmazonS3Config
        {
            // The bucket in the path, and checksums only where the API demands them: what servers other than Amazon's understand.
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromSeconds(30),
            MaxErrorRetry = 2,
        };
        if (address.Endpoint is { } endpoint)
            (config.ServiceURL, config.AuthenticationRegion) = (endpoint.ToString(), address.Region);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(address.Region);
        _client = new AmazonS3Client(new BasicAWSCredentials(accessKeyId, secretAccessKey), config);
    }

    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var contentType = BlobName.Check(name);
        using var bytes = new MemoryStream(content.ToArray(), writable: false);
        await TryAsync("stored", token => _client.PutObjectAsync(new PutObjectRequest
        {
            BucketName = _bucket,
            Key = name,
            InputStream = bytes,
            AutoCloseStream = false,
            ContentType = contentType,
            UseChunkEncoding = false, // not every server reads Amazon's signed chunks
            Headers = { CacheControl = "public, max-age=31536000, immutable" },
        }, token), cancellationToken);
    }

    public async Task<long?> FindAsync(string name, CancellationToken cancellationToken)
    {
        BlobName.Check(name);
        return await TryAsync<long?>("found", async token => (await _client.GetObjectMetadataAsync(_bucket, name, token)).ContentLength, cancellationToken);
    }

    public async Task<BlobContent?> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        BlobName.Check(name);
        var request = new GetObjectRequest { BucketName = _bucket, Key = name };
        if (range is { } part)
            request.ByteRange = new ByteRange(part.Offset, part.Offset + part.Length - 1);
        var response = await TryAsync("read", token => _client.GetObjectAsync(request, token), cancellationToken, whenOutOfRange: () => OutOfRange(range!.Value));
        if (response is null)
            return null;
        if (range is { } asked && response.ContentLength != asked.Length)
        {
            response.Dispose();
            throw OutOfRange(asked);
        }

        return new BlobContent(response.ResponseStream, response.ContentLength, Owner: response);
    }

    public async Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        BlobName.Check(name);
        await TryAsync("deleted", token => _client.DeleteObjectAsync(_bucket, name, token), cancellationToken);
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Asks for what is never there: the answer "no such key" takes bucket, key pair and signature to be right, and is cheap on every server.
            using var found = await _client.GetObjectAsync(_bucket, "readiness", cancellationToken);
            return null;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
        catch (Exception e) when (IsOutage(e, cancellationToken))
        {
            return $"The {_place} cannot be used: {Reason(e)}";
        }
    }

    public void Dispose() => _client.Dispose();

    /// <returns>Null for what does not exist.</returns>
    private async Task<T?> TryAsync<T>(string what, Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken, Func<Exception>? whenOutOfRange = null)
    {
        try
        {
            return await request(cancellationToken);
        }
        catch (AmazonS3Exception e) when (whenOutOfRange is not null && e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw whenOutOfRange();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return default;
        }
        catch (Exception e) when (IsOutage(e, cancellationToken))
        {
            throw new StorageException($"A file could not be {what} in the {_place}: {Reason(e)}", e);
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(BlobRange range) => new(nameof(range), range, "The range is not within the file.");

    // A time-out of the client's own is a cancellation, too.
    private static bool IsOutage(Exception e, CancellationToken cancellationToken) =>
        e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
        || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string Reason(Exception e) => e is AmazonS3Exception { ErrorCode.Length: > 0 } refused ? $"it answers {refused.ErrorCode}." : e.Message;
}
