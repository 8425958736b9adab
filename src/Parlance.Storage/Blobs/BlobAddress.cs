using Amazon;

namespace Parlance.Storage.Blobs;

/// <summary>Where files are kept: a folder, or a bucket that speaks the S3 API.</summary>
public sealed class BlobAddress
{
    private BlobAddress(string? folder, Uri? endpoint, string? bucket, string region) =>
        (Folder, Endpoint, Bucket, Region) = (folder, endpoint, bucket, region);

    /// <summary>Full path, or null for a bucket.</summary>
    public string? Folder { get; }

    /// <summary>Null for Amazon's own of the region.</summary>
    public Uri? Endpoint { get; }

    public string? Bucket { get; }

    /// <summary>Part of what is signed; servers other than Amazon's mostly take any.</summary>
    public string Region { get; }

    /// <summary>Holds no secret: fit for logs.</summary>
    public override string ToString() => Folder ?? $"bucket {Bucket} at {Endpoint?.GetLeftPart(UriPartial.Authority) ?? $"Amazon S3, {Region}"}";

    public static BlobAddress InFolder(string path) => new(Path.GetFullPath(path), null, null, "");

    public static BlobAddress InBucket(string bucket, Uri? endpoint, string region) => new(null, endpoint, bucket, region);

    /// <param name="store">The setting `BLOB_STORE`: `file:///folder`, `s3://bucket?endpoint=…&amp;region=…` (both optional), `https://endpoint/bucket`, or empty to go by <paramref name="bucket"/>.</param>
    /// <param name="endpoint">Where <paramref name="store"/> does not say: scheme and host; empty for Amazon's.</param>
    /// <param name="bucket">Where <paramref name="store"/> does not say; empty for a folder.</param>
    /// <param name="region">Empty: `us-east-1`, which servers other than Amazon's take.</param>
    /// <param name="folder">Used when nothing is set.</param>
    /// <exception cref="BlobAddressException">The settings name no place that can be used.</exception>
    public static BlobAddress Parse(string store, string endpoint, string bucket, string region, string folder)
    {
        store = store.Trim();
        if (store.Length > 0)
        {
            if (!Uri.TryCreate(store, UriKind.Absolute, out var uri) || (uri.Query.Length > 0 && uri.Scheme != "s3") || uri.Fragment.Length > 0)
                throw Bad("BLOB_STORE", store, "is not the address of a folder or a bucket");
            if (uri.UserInfo.Length > 0)
                throw new BlobAddressException("BLOB_STORE", "(hidden)", "holds a user or a key", "Put the keys into S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.");
            switch (uri.Scheme)
            {
                case "file" when uri is { Host.Length: 0, LocalPath.Length: > 1 }:
                    return InFolder(uri.LocalPath);
                case "s3" when uri.AbsolutePath.Trim('/').Length == 0:
                    bucket = OneOf("bucket", bucket, uri.Host, store);
                    foreach (var (name, value) in Parameters(uri, store))
                        (endpoint, region) = name == "endpoint" ? (OneOf(name, endpoint.TrimEnd('/'), value.TrimEnd('/'), store), region) : (endpoint, OneOf(name, region, value, store));
                    break;
                case "http" or "https" when uri.AbsolutePath.Trim('/') is { Length: > 0 } path && !path.Contains('/', StringComparison.Ordinal):
                    bucket = OneOf("bucket", bucket, path, store);
                    endpoint = OneOf("endpoint", endpoint.TrimEnd('/'), uri.GetLeftPart(UriPartial.Authority), store);
                    break;
                default:
                    throw Bad("BLOB_STORE", store, "is not the address of a folder or a bucket");
            }
        }

        if (bucket.Length == 0)
            return endpoint.Length == 0 ? InFolder(folder) : throw new BlobAddressException("S3_BUCKET", null, "is missing, and an endpoint is set", "Set it to the bucket's name, or remove the endpoint to keep files in a folder.");
        if (bucket.Length is < 3 or > 63 || !char.IsAsciiLetterOrDigit(bucket[0]) || bucket.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.')))
            throw new BlobAddressException("S3_BUCKET", $"\"{bucket}\"", "cannot be the name of a bucket", "Use 3 to 63 small letters, digits, `-` and `.`, as the bucket was named.");
        return InBucket(bucket, EndpointOf(endpoint), RegionOf(region, endpoint));
    }

    private static IEnumerable<(string Name, string Value)> Parameters(Uri uri, string store) => uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
    {
        var (name, value) = pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var split ? (pair[..split], Uri.UnescapeDataString(pair[(split + 1)..])) : (pair, "");
        return name is "endpoint" or "region" && value.Length > 0
            ? (name, value)
            : throw new BlobAddressException("BLOB_STORE", Safe(store), "has a parameter other than `endpoint` and `region`", "Remove it; the keys have settings of their own, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.");
    });

    /// <summary>Without what may be a secret that was put in the wrong place.</summary>
    private static string Safe(string store) => store.Contains('@', StringComparison.Ordinal) ? "(hidden)" : $"\"{store.Split('?')[0]}\"";

    private static Uri? EndpointOf(string endpoint)
    {
        if (endpoint.Length == 0)
            return null;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/" && uri.Query.Length == 0 && uri.UserInfo.Length == 0
            ? uri
            : throw new BlobAddressException("S3_ENDPOINT", uri?.UserInfo.Length > 0 ? "(hidden)" : $"\"{endpoint}\"", "is not scheme and host of a server", "Write it like `https://s3.example.com`; the bucket has a setting of its own.");
    }

    private static string RegionOf(string region, string endpoint)
    {
        region = region.Trim();
        if (endpoint.Length > 0)
            return region.Length > 0 ? region : "us-east-1";
        return RegionEndpoint.EnumerableAllRegions.Any(known => known.SystemName == region)
            ? region
            : throw new BlobAddressException("S3_REGION", region.Length == 0 ? null : $"\"{region}\"",
                region.Length == 0 ? "is missing, and without an endpoint the bucket is Amazon's" : "is not a region of Amazon's", "Set it to the bucket's region, like `eu-central-1`, or set S3_ENDPOINT for another server.");
    }

    private static string OneOf(string what, string given, string inUrl, string store) => given.Length == 0 || given == inUrl
        ? inUrl
        : throw new BlobAddressException("BLOB_STORE", Safe(store), $"names another {what} than S3_{what.ToUpperInvariant()}", "Remove one of them.");

    private static BlobAddressException Bad(string key, string value, string problem) =>
        new(key, Safe(value), problem, "Write `file:///var/lib/parlance/blobs`, `s3://bucket` or `https://endpoint/bucket`.");
}
