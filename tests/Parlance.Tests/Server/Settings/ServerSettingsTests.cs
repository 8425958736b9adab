using Parlance.Dialects.Django;
using System.Text;
using Microsoft.Extensions.Configuration;
using Parlance.Core.Calls;
using Parlance.Core.Limits;
using Parlance.Core.Messages;
using Parlance.Dialects.Hosting.Health;
using Parlance.Server.Settings;

namespace Parlance.Tests.Server.Settings;

public class ServerSettingsTests
{
    private static ServerSettings Load(params (string Name, string Value)[] environment) => ServerSettings.Load(environment.ToDictionary(pair => pair.Name, pair => pair.Value));

    private static ServerSettings LoadFile(string json, params (string Name, string Value)[] environment) => ServerSettings.Load(
        environment.ToDictionary(pair => pair.Name, pair => pair.Value),
        _ => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build());

    private static ServerSettings Good(ServerSettings settings)
    {
        settings.Problems.ShouldBeEmpty();
        return settings;
    }

    [Fact]
    public void Nothing_set_is_a_development_server_on_8000()
    {
        var settings = Good(Load());
        settings.IsProduction.ShouldBeFalse();
        settings.Get<HttpOptions>().Port.ShouldBe(8_000);
        settings.Get<DatabaseOptions>().Address.SqlitePath.ShouldBe(Path.GetFullPath("data/parlance.db"));
        settings.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("JWT_SECRET", "JWT_SECRET_KEY")]
    [InlineData("JWT_SECRET_KEY", "DJANGO_SECRET_KEY")]
    [InlineData("DJANGO_SECRET_KEY", "SECRET_KEY")]
    public void The_secret_key_has_four_names_in_order(string stronger, string weaker)
    {
        Good(Load((stronger, "first"), (weaker, "second"))).Get<TokenOptions>().SecretKey.ShouldBe("first");
        Good(Load((stronger, " "), (weaker, "second"))).Get<TokenOptions>().SecretKey.ShouldBe("second");
    }

    [Fact]
    public void Origins_of_all_three_names_are_united() =>
        Good(Load(("CORS_ORIGINS", "https://a.example/"), ("ALLOWED_ORIGINS", "[\"https://b.example\", \"https://a.example/\"]"), ("CORS_ALLOWED_ORIGINS", "[https://c.example]")))
            .Get<OriginOptions>().Allowed.ShouldBe(["https://a.example/", "https://b.example", "https://c.example"]);

    [Theory]
    [InlineData("a.example,b.example")]
    [InlineData(" a.example , b.example , ")]
    [InlineData("[\"a.example\",\"b.example\"]")]
    [InlineData("['a.example', 'b.example']")]
    [InlineData("[a.example, b.example]")]
    public void A_list_may_be_written_with_commas_or_as_json(string text) =>
        Good(Load(("ALLOWED_HOSTS", text))).Get<HttpOptions>().AllowedHosts.ShouldBe(["a.example", "b.example"]);

    [Fact]
    public void Every_setting_has_a_key_in_the_environment_and_in_the_file()
    {
        var settings = Good(LoadFile("""{"Parlance":{"Http":{"Port":9000,"AllowedHosts":["a.example","b.example"]},"MessageLog":{"MaxBatch":7}}}""",
            ("Parlance__MessageLog__MaxBatch", "8"), ("parlance__limits__signInPerAddress__per", "90s"), ("Parlance__Drain__Timeout", "00:00:05"), ("PORT", "9001")));

        settings.Get<HttpOptions>().Port.ShouldBe(9_001);
        settings.Get<HttpOptions>().AllowedHosts.ShouldBe(["a.example", "b.example"]);
        settings.Get<MessageLogOptions>().MaxBatch.ShouldBe(8);
        settings.Get<LimitOptions>().SignInPerAddress.Per.ShouldBe(TimeSpan.FromSeconds(90));
        settings.Get<LimitOptions>().SignInPerAddress.Count.ShouldBe(60);
        settings.Get<DrainOptions>().Timeout.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("PORT", "eighty", "must be a whole number")]
    [InlineData("PORT", "65536", "must be between 0 and 65535")]
    [InlineData("Parlance__MessageLog__MaxBatch", "-1", "must not be negative")]
    [InlineData("Parlance__MessageLog__MaxBatch", "0", "must be between 1 and")]
    [InlineData("Parlance__Drain__Timeout", "5 fortnights", "must be a time like")]
    [InlineData("Parlance__Drain__Timeout", "-5s", "must not be negative")]
    [InlineData("RATE_LIMIT_SCALE", "0", "would refuse everything")]
    [InlineData("RATE_LIMIT_SCALE", "NaN", "must be a number")]
    [InlineData("ENVIRONMENT", "staging", "must be one of `development`, `production`")]
    [InlineData("ENVIRONMENT", "1", "must be one of")]
    [InlineData("DEBUG", "app:*", "must be `True` or `False`")]
    [InlineData("DATABASE_URL", "mysql://root:hunter2@db/x", "is not an address of a database")]
    [InlineData("DATABASE_URL", "sqlite:///", "names no file")]
    [InlineData("CORS_ORIGINS", "*", "would let every site")]
    [InlineData("CORS_ORIGINS", "chat.example.com", "is not an origin")]
    [InlineData("ALLOWED_HOSTS", "https://chat.example.com", "is not a host name")]
    [InlineData("TRUSTED_PROXIES", "10.0.0.0/33", "is neither an address nor a network")]
    [InlineData("PUBLIC_URL", "chat.example.com", "is not the address of a site")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "is not an http(s) address")]
    [InlineData("STUN_URLS", "turn.example.com:3478", "does not begin with")]
    [InlineData("STUN_URLS", "stun:", "names no host")]
    [InlineData("STUN_URLS", "stun://turn.example.com", "names no host")]
    [InlineData("STUN_URLS", "stun:turn.example.com?x=1", "has something else")]
    [InlineData("Parlance__Calls__MaxMesh", "1", "must be between 2 and 64")]
    [InlineData("REDIS_URL", "redis://cache", "single node")]
    [InlineData("FAMILIES", "rooms,matrix", "is not a family of clients")]
    [InlineData("Parlance__Http__Prot", "1", "is not a setting")]
    [InlineData("PARLANCE__SERVER__PORT", "1", "is not a setting")]
    public void A_wrong_value_stops_the_start_with_its_name_and_a_remedy(string name, string value, string complaint)
    {
        var problem = Load((name, value)).Problems.ShouldHaveSingleItem();
        problem.Name.ToUpperInvariant().ShouldBe(name.Replace("__", ":", StringComparison.Ordinal).ToUpperInvariant());
        problem.Complaint.ShouldContain(complaint);
        problem.Remedy.ShouldNotBeNullOrWhiteSpace();
        problem.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_misspelt_key_is_told_the_right_one() =>
        LoadFile("""{"Parlance":{"Http":{"Prot":1}}}""").Problems.ShouldHaveSingleItem().Remedy.ShouldContain("`Parlance:Http:Port`");

    [Theory]
    [InlineData("PORT", "1", "Parlance__Http__Port", "2")]
    [InlineData("ENVIRONMENT", "production", "DEBUG", "True")]
    [InlineData("ENVIRONMENT", "development", "DEBUG", "False")]
    [InlineData("ALLOWED_HOSTS", "a.example", "Parlance__Http__AllowedHosts__0", "b.example")]
    public void Two_that_disagree_stop_the_start(string one, string oneValue, string other, string otherValue) =>
        Load((one, oneValue), (other, otherValue), ("SECRET_KEY", new string('k', 32))).Problems
            .ShouldHaveSingleItem().Complaint.ShouldBe("contradict each other");

    [Fact]
    public void Two_that_agree_do_not() => Good(Load(("PORT", "1"), ("Parlance__Http__Port", "1"), ("ENVIRONMENT", "Development"), ("DEBUG", "true")));

    [Theory]
    [InlineData("DEBUG", "False")]
    [InlineData("ENVIRONMENT", "production")]
    public void Production_needs_a_secret_of_32_characters(string name, string value)
    {
        Load((name, value)).Problems.ShouldHaveSingleItem().Complaint.ShouldContain("missing");
        var problem = Load((name, value), ("JWT_SECRET", new string('k', 31))).Problems.ShouldHaveSingleItem();
        problem.Complaint.ShouldContain("too short");
        problem.ToString().ShouldNotContain("kkkk");
        Good(Load((name, value), ("JWT_SECRET", new string('k', 32)))).IsProduction.ShouldBeTrue();
    }

    [Fact]
    public void Secrets_are_not_shown_when_they_contradict()
    {
        var problem = Load(("SECRET_KEY", "hunter2-hunter2"), ("Parlance__Tokens__SecretKey", "swordfish")).Problems.ShouldHaveSingleItem().ToString();
        problem.ShouldNotContain("hunter2");
        problem.ShouldNotContain("swordfish");
    }

    [Fact]
    public void What_has_no_effect_is_said()
    {
        var notes = Good(Load(("MONGO_URI", "mongodb://x"), ("MONGODB_URI", "mongodb://y"), ("S3_ACCESS_KEY_ID", "k"), ("R2_PUBLIC_URL", "https://x"), ("TURN_SECRET", "s"), ("FAMILIES", ""))).Notes;
        notes.ShouldBe(["R2_PUBLIC_URL is set, but files are kept in a folder: BLOB_STORE or S3_BUCKET would name a bucket.", "TURN_SECRET is set, but TURN_URLS names no server to use it with.",
            "R2_PUBLIC_URL is set but not used by this version.",
            "MONGODB_URI is not needed: match records are in the database.", "MONGO_URI is not needed: match records are in the database."]);
    }

    [Fact]
    public void Turn_servers_need_the_secret_they_share_and_addresses_a_browser_takes()
    {
        var missing = Load(("TURN_URLS", "turn:turn.example.com")).Problems.ShouldHaveSingleItem();
        (missing.Name, missing.Remedy).ShouldBe(("TURN_SECRET", "Set it to the `static-auth-secret` of the TURN servers, or remove TURN_URLS."));
        var wrong = Load(("TURN_URLS", "stun:turn.example.com"), ("TURN_SECRET", "hunter2")).Problems.ShouldHaveSingleItem();
        wrong.Name.ShouldBe("TURN_URLS");
        wrong.ToString().ShouldNotContain("hunter2");

        var calls = Good(Load(("TURN_URLS", "[\"turn:turn.example.com:3478?transport=udp\", \"turns:[2001:db8::1]:5349\"]"), ("TURN_SECRET", "s"), ("STUN_URLS", "stun:a.example,stun:b.example"))).Get<CallOptions>();

        calls.TurnUrls.ShouldBe(["turn:turn.example.com:3478?transport=udp", "turns:[2001:db8::1]:5349"]);
        calls.StunUrls.ShouldBe(["stun:a.example", "stun:b.example"]);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("43200", 43_200)]
    [InlineData("0", null)]
    [InlineData("43201", null)]
    [InlineData("1h", null)]
    public void The_lifetime_of_access_tokens_is_one_minute_to_thirty_days(string minutes, int? read)
    {
        var settings = Load(("ACCESS_TOKEN_LIFETIME_MINUTES", minutes));
        settings.Problems.Count.ShouldBe(read is null ? 1 : 0);
        if (read is not null)
            settings.Get<DjangoOptions>().AccessTokenMinutes.ShouldBe(read.Value);
    }

    [Fact]
    public void All_families_are_served_by_default() => Good(Load()).Get<FamilyOptions>().Served.ShouldBe(["blink", "rooms", "besage", "forti"]);
}
