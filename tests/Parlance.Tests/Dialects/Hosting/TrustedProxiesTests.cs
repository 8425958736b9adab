using System.Net;
using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Dialects.Hosting;

public class TrustedProxiesTests
{
    private static readonly TrustedProxies Proxies = new([IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("::1/128")]);

    private static RequestSource From(string peer, string? forwardedFor, string? proto = null, string? host = null) =>
        Proxies.Resolve(IPAddress.Parse(peer), "http", "inner:8000", forwardedFor, proto, host);

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "198.51.100.1, 203.0.113.9, 10.1.1.1", "203.0.113.9")]
    [InlineData("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("127.0.0.1", "203.0.113.9:51234", "203.0.113.9")]
    [InlineData("127.0.0.1", "10.0.0.9", "10.0.0.9")]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9, nonsense", "127.0.0.1")]
    public void Behind_a_declared_proxy_the_client_is_the_last_address_that_is_not_ours(string peer, string? forwardedFor, string client) =>
        From(peer, forwardedFor).Address.ShouldBe(IPAddress.Parse(client));

    [Fact]
    public void Anyone_else_is_not_believed()
    {
        var source = From("203.0.113.50", "198.51.100.1", "https", "chat.example.com");
        source.ShouldBe(new RequestSource(IPAddress.Parse("203.0.113.50"), "http", "inner:8000"));
    }

    [Fact]
    public void Scheme_and_host_come_from_the_proxy_too()
    {
        var source = From("127.0.0.1", "203.0.113.9", "https", "chat.example.com");
        source.Scheme.ShouldBe("https");
        source.Host.ShouldBe("chat.example.com");
    }

    [Theory]
    [InlineData("javascript", "a/b")]
    [InlineData("", "")]
    [InlineData("https, gopher", "chat.example.com, *")]
    public void Nonsense_from_a_proxy_changes_nothing(string proto, string host)
    {
        var source = From("127.0.0.1", "203.0.113.9", proto, host);
        source.Scheme.ShouldBe("http");
        source.Host.ShouldBe("inner:8000");
    }
}
