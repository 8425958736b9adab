using Parlance.Server.Settings;
using Parlance.Storage.Blobs;

namespace Parlance.Tests.Server.Settings;

public class BlobSettingsTests
{
    private static readonly (string, string)[] Keys = [("S3_ACCESS_KEY_ID", "key"), ("S3_SECRET_ACCESS_KEY", "hunter2")];

    private static ServerSettings Load(params (string Name, string Value)[] environment) => ServerSettings.Load(environment.ToDictionary(pair => pair.Name, pair => pair.Value));

    private static BlobAddress Address(params (string, string)[] environment)
    {
        var settings = Load(environment);
        settings.Problems.ShouldBeEmpty();
        return settings.Get<BlobOptions>().AddressIn(settings.Get<DatabaseOptions>().DataFolder);
    }

    [Fact]
    public void Files_are_beside_the_database_unless_another_place_is_named()
    {
        Address().Folder.ShouldBe(Path.GetFullPath("data/blobs"));
        Address(("DATABASE_URL", "sqlite:////srv/chat/parlance.db")).Folder.ShouldBe("/srv/chat/blobs");
        Address(("BLOB_STORE", "file:///var/lib/parlance%20files")).Folder.ShouldBe("/var/lib/parlance files");
    }

    [Theory]
    [InlineData("BLOB_STORE=https://s3.example.com:9000/pictures", "https://s3.example.com:9000/", "us-east-1")]
    [InlineData("BLOB_STORE=s3://pictures?endpoint=https%3A%2F%2Fs3.example.com&region=x", "https://s3.example.com/", "x")]
    [InlineData("BLOB_STORE=s3://pictures S3_ENDPOINT=http://127.0.0.1:9000", "http://127.0.0.1:9000/", "us-east-1")]
    [InlineData("S3_BUCKET=pictures S3_ENDPOINT=https://s3.example.com/ S3_REGION=auto", "https://s3.example.com/", "auto")]
    [InlineData("R2_BUCKET=pictures R2_ACCOUNT_ID=0123456789abcdef0123456789abcdef", "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/", "us-east-1")]
    [InlineData("S3_BUCKET=pictures S3_REGION=eu-central-1", null, "eu-central-1")]
    [InlineData("BLOB_STORE=s3://pictures AWS_REGION=eu-central-1", null, "eu-central-1")]
    public void A_bucket_is_named_in_the_ways_operators_know(string variables, string? endpoint, string region)
    {
        var address = Address([.. Keys, .. variables.Split(' ').Select(one => (one.Split('=', 2)[0], one.Split('=', 2)[1]))]);

        address.Folder.ShouldBeNull();
        address.Bucket.ShouldBe("pictures");
        address.Endpoint?.ToString().ShouldBe(endpoint);
        address.Region.ShouldBe(region);
    }

    [Theory]
    [InlineData("S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY")]
    [InlineData("R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY")]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    public void The_keys_have_three_pairs_of_names(string id, string secret)
    {
        var blobs = Load(("BLOB_STORE", "https://s3.example.com/pictures"), (id, "key"), (secret, "hunter2")).Get<BlobOptions>();

        (blobs.AccessKeyId, blobs.SecretAccessKey).ShouldBe(("key", "hunter2"));
    }

    [Theory]
    [InlineData("BLOB_STORE", "data/blobs", "is not the address")]
    [InlineData("BLOB_STORE", "ftp://files.example.com/x", "is not the address")]
    [InlineData("BLOB_STORE", "file://host/folder", "is not the address")]
    [InlineData("BLOB_STORE", "s3://pictures/folder", "is not the address")]
    [InlineData("BLOB_STORE", "https://s3.example.com", "is not the address")]
    [InlineData("BLOB_STORE", "https://s3.example.com/pictures?secret=hunter2", "is not the address")]
    [InlineData("BLOB_STORE", "s3://pictures?secret=hunter2", "has a parameter other than")]
    [InlineData("BLOB_STORE", "https://key:hunter2@s3.example.com/pictures", "holds a user or a key")]
    [InlineData("S3_BUCKET", "Pictures_Of_Us", "cannot be the name of a bucket")]
    [InlineData("S3_ENDPOINT", "s3.example.com", "is not scheme and host")]
    [InlineData("S3_ENDPOINT", "https://key:hunter2@s3.example.com", "is not scheme and host")]
    [InlineData("R2_ACCOUNT_ID", "https://dash.example.com/?a", "is not the id of an account")]
    public void A_place_that_cannot_be_used_stops_the_start_without_showing_a_secret(string name, string value, string complaint)
    {
        (string, string)[] bucket = name is "S3_ENDPOINT" or "R2_ACCOUNT_ID" ? [("S3_BUCKET", "pictures")] : [];

        var problem = Load([.. Keys, .. bucket, (name, value)]).Problems.ShouldHaveSingleItem();

        problem.Name.ShouldBe(name);
        problem.Complaint.ShouldContain(complaint);
        problem.Remedy.ShouldNotBeNullOrWhiteSpace();
        problem.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public void What_a_bucket_lacks_is_named()
    {
        Load(("BLOB_STORE", "https://s3.example.com/pictures")).Problems.Select(problem => problem.Name).ShouldBe(["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]);
        Load([.. Keys, ("S3_BUCKET", "pictures")]).Problems.ShouldHaveSingleItem().Name.ShouldBe("S3_REGION");
        Load([.. Keys, ("S3_BUCKET", "pictures"), ("S3_REGION", "mars-1")]).Problems.ShouldHaveSingleItem().Name.ShouldBe("S3_REGION");
        Load([.. Keys, ("R2_ACCOUNT_ID", "0123")]).Problems.ShouldHaveSingleItem().Name.ShouldBe("S3_BUCKET");
        Load([.. Keys, ("BLOB_STORE", "https://s3.example.com/pictures"), ("S3_BUCKET", "others")]).Problems.ShouldHaveSingleItem().Complaint.ShouldContain("another bucket");
    }
}
