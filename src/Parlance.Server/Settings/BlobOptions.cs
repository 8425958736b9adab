using Parlance.Storage.Blobs;

namespace Parlance.Server.Settings;

public sealed class BlobOptions
{
    public const string Section = "Blobs";

    /// <summary>Where uploaded files are kept: `file:///folder`, `s3://bucket?endpoint=…&amp;region=…` or `https://endpoint/bucket`. Default: the bucket below when one is named, else `blobs` in the data folder.</summary>
    public string Store { get; init; } = "";

    /// <summary>Scheme and host of a server with the S3 API. Default: Amazon's of the region, or Cloudflare's of the R2 account.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Default: none, files are kept in a folder.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>Like `eu-central-1`. Default: `us-east-1` where an endpoint is set, which servers other than Amazon's take.</summary>
    public string Region { get; init; } = "";

    public string AccessKeyId { get; init; } = "";

    public string SecretAccessKey { get; init; } = "";

    /// <summary>Cloudflare's id of the account; stands for the endpoint.</summary>
    public string R2AccountId { get; init; } = "";

    /// <param name="dataFolder">Where the default folder is.</param>
    /// <exception cref="BlobAddressException">The settings cannot be used; the start is refused before anybody asks.</exception>
    public BlobAddress AddressIn(string dataFolder)
    {
        var account = R2AccountId.Trim();
        if (!account.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
            throw new BlobAddressException("R2_ACCOUNT_ID", $"\"{account}\"", "is not the id of an account", "Copy the 32 letters and digits that Cloudflare shows beside the bucket.");
        var endpoint = Endpoint.Trim().Length > 0 || account.Length == 0 ? Endpoint.Trim() : $"https://{account}.r2.cloudflarestorage.com";
        return BlobAddress.Parse(Store, endpoint, Bucket.Trim(), Region, Path.Combine(dataFolder, "blobs"));
    }
}
