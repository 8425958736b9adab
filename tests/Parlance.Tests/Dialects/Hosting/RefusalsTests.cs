using System.Text.Json;
using System.Text.RegularExpressions;
using Parlance.Core;
using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Dialects.Hosting;

public class RefusalsTests
{
    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_status_and_its_own_name_in_snake_case(RefusalCode code)
    {
        Refusals.Rows.ElementAt((int)code).Code.ShouldBe(code);
        Refusals.Name(code).ShouldBe(Regex.Replace(code.ToString(), "(?<!^)([A-Z])", "_$1").ToLowerInvariant());
        Refusals.Status(code).ShouldBeInRange(400, 503);
    }

    public static TheoryData<RefusalCode> Codes => [.. Enum.GetValues<RefusalCode>()];

    [Fact]
    public void A_body_carries_what_every_family_and_RFC_9457_read()
    {
        var refusal = Refusal.RateLimited("messages", TimeSpan.FromMilliseconds(1_234.5));
        using var body = JsonDocument.Parse(Refusals.ToBody(refusal).Encode());
        var json = body.RootElement;

        json.GetProperty("code").GetString().ShouldBe("rate_limited");
        json.GetProperty("status").GetInt32().ShouldBe(429);
        json.GetProperty("title").GetString().ShouldBe("Too many requests");
        json.GetProperty("type").GetString().ShouldBe("urn:parlance:refusal:rate_limited");
        json.GetProperty("message").GetString().ShouldBe("Too many messages in a short time.");
        json.GetProperty("detail").GetString().ShouldBe(json.GetProperty("message").GetString());
        json.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
        json.GetProperty("retry_after_ms").GetInt64().ShouldBe(1_235);
        json.TryGetProperty("field", out _).ShouldBeFalse();
    }
}
