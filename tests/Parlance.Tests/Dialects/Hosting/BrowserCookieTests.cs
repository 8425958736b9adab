using System.Net;
using Microsoft.AspNetCore.Http;
using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Dialects.Hosting;

public class BrowserCookieTests
{
    private const string Value = "abcdefghijklmnopqrstuv-_";

    [Theory]
    [InlineData($"parlance_browser={Value}", Value)]
    [InlineData($"a=b; parlance_browser={Value}; c=d", Value)]
    [InlineData($"a=b;parlance_browser={Value}", Value)]
    [InlineData($"a=b,parlance_browser={Value}", Value)] // two Cookie lines
    [InlineData($"xparlance_browser={Value}", null)]
    [InlineData($"Parlance_Browser={Value}", null)]
    [InlineData($"parlance_browser={Value}x", null)]
    [InlineData("parlance_browser=short", null)]
    [InlineData("parlance_browser=abcdefghijklmnopqrstu%00", null)]
    [InlineData("parlance_browser=\"abcdefghijklmnopqrstuv\"", null)]
    [InlineData("parlance_browser=", null)]
    [InlineData("parlance_browser", null)]
    [InlineData(";;=;", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_a_value_that_could_be_ours_is_read(string? header, string? value) => BrowserCookie.Read(header).ShouldBe(value);

    [Fact]
    public void A_new_browser_gets_a_cookie_that_nobody_can_guess_or_read_by_script()
    {
        var (first, second) = (Request("https"), Request("https"));

        var client = first.KnownClient();

        client.Address.ShouldBe("203.0.113.7");
        client.Browser!.Length.ShouldBe(24);
        second.KnownClient().Browser.ShouldNotBe(client.Browser);
        var cookie = first.Response.Headers.SetCookie.ToString();
        cookie.ShouldStartWith($"{BrowserCookie.Name}={client.Browser}; ");
        BrowserCookie.Read(cookie.Split(';')[0]).ShouldBe(client.Browser);
        cookie.ToLowerInvariant().Split("; ")[1..].ShouldBe(["max-age=2592000", "path=/", "secure", "samesite=none", "httponly"], ignoreOrder: true);
    }

    [Fact]
    public void Without_tls_the_cookie_is_one_that_browsers_take_without_tls()
    {
        var http = Request("http");
        http.KnownClient();
        http.Response.Headers.SetCookie.ToString().ToLowerInvariant().Split("; ")[1..].ShouldBe(["max-age=2592000", "path=/", "samesite=lax", "httponly"], ignoreOrder: true);
    }

    [Fact]
    public void A_browser_that_has_one_keeps_it()
    {
        var http = Request("https");
        http.Request.Headers.Cookie = $"{BrowserCookie.Name}={Value}";

        http.KnownClient().Browser.ShouldBe(Value);
        http.Client().Browser.ShouldBe(Value);

        http.Response.Headers.SetCookie.Count.ShouldBe(0);
    }

    [Fact]
    public void Asking_who_it_is_gives_no_cookie()
    {
        var http = Request("https");
        http.Client().Browser.ShouldBeNull();
        http.Response.Headers.SetCookie.Count.ShouldBe(0);
    }

    private static DefaultHttpContext Request(string scheme) =>
        new() { Connection = { RemoteIpAddress = IPAddress.Parse("::ffff:203.0.113.7") }, Request = { Scheme = scheme } };
}
