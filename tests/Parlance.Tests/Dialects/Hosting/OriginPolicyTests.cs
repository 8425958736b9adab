using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Dialects.Hosting;

public class OriginPolicyTests
{
    private static OriginPolicy Policy(bool loopback, params string[] patterns) => new([.. patterns.Select(Parse)], loopback);

    private static OriginPattern Parse(string text)
    {
        OriginPattern.TryParse(text, out var pattern, out var complaint).ShouldBeTrue(complaint);
        return pattern!;
    }

    [Theory]
    [InlineData("https://chat.example.com", true)]
    [InlineData("HTTPS://Chat.Example.com", true)]
    [InlineData("https://chat.example.com:443", true)]
    [InlineData("http://chat.example.com", false)]
    [InlineData("https://chat.example.com:8443", false)]
    [InlineData("https://evil.chat.example.com", false)]
    [InlineData("https://chat.example.com.evil.example", false)]
    [InlineData("https://chat.example.community", false)]
    [InlineData("https://chat.example.com@evil.example", false)]
    [InlineData("https://chat.example.com/", true)]
    [InlineData("https://chat.example.com/path", false)]
    [InlineData("null", false)]
    [InlineData("*", false)]
    [InlineData("https://*", false)]
    [InlineData("https://", false)]
    public void A_plain_entry_matches_scheme_host_and_port_exactly(string origin, bool allowed) =>
        Policy(false, "https://chat.example.com/").Allows(origin, "api.example.org").ShouldBe(allowed);

    [Theory]
    [InlineData("https://a.example.com", true)]
    [InlineData("https://example.com", false)]
    [InlineData("https://a.b.example.com", false)]
    [InlineData("https://.example.com", false)]
    [InlineData("https://preview-17-x.vercel.example", true)]
    [InlineData("https://preview-.vercel.example", false)]
    [InlineData("https://preview-a.b.vercel.example", false)]
    public void A_star_stands_for_part_of_one_label(string origin, bool allowed) =>
        Policy(false, "https://*.example.com", "https://preview-*.vercel.example").Allows(origin, null).ShouldBe(allowed);

    [Theory]
    [InlineData("http://localhost:5173")]
    [InlineData("https://localhost")]
    [InlineData("http://127.0.0.1:3000")]
    [InlineData("http://[::1]:3000")]
    [InlineData("http://app.localhost:3000")]
    public void Localhost_is_open_outside_production_only(string origin)
    {
        Policy(true).Allows(origin, "chat.example.com").ShouldBeTrue();
        Policy(false).Allows(origin, "chat.example.com").ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://localhost.evil.example:3000")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("ftp://localhost")]
    public void What_only_looks_like_localhost_is_not(string origin) => Policy(true).Allows(origin, "chat.example.com").ShouldBeFalse();

    [Fact]
    public void A_request_without_an_origin_is_allowed()
    {
        Policy(false).Allows(null, "chat.example.com").ShouldBeTrue();
        Policy(false).Allows("", "chat.example.com").ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://chat.example.com", "chat.example.com", true)]
    [InlineData("https://chat.example.com", "CHAT.example.com:443", true)]
    [InlineData("http://10.0.0.5:8000", "10.0.0.5:8000", true)]
    [InlineData("http://10.0.0.5:8001", "10.0.0.5:8000", false)]
    [InlineData("https://example.com", "chat.example.com", false)]
    public void Our_own_pages_are_allowed(string origin, string host, bool allowed) => Policy(false).Allows(origin, host).ShouldBe(allowed);

    [Theory]
    [InlineData("*")]
    [InlineData("https://*")]
    [InlineData("https://*.*")]
    [InlineData("chat.example.com")]
    [InlineData("https://chat.example.com/app")]
    [InlineData("https://chat.example.com:port")]
    [InlineData("https://ex ample.com")]
    [InlineData("https://münchen.example")]
    [InlineData("")]
    public void An_entry_that_is_no_origin_is_not_accepted(string text)
    {
        OriginPattern.TryParse(text, out _, out var complaint).ShouldBeFalse();
        complaint.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void The_refusal_names_the_origin_and_the_setting()
    {
        var refusal = OriginPolicy.Refuse("https://my.example");
        refusal.Sentence.ShouldContain("https://my.example");
        refusal.Remedy.ShouldContain("CORS_ORIGINS");
    }
}
