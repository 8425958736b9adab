using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Dialects.Django;

/// <summary>What a result writes, and what it leaves in the log of refusals.</summary>
internal sealed record Answered(int Status, JsonElement Body, IHeaderDictionary Headers, RefusalRecord Logged)
{
    public string? this[string field] => Body.GetProperty(field).GetString();

    public string[] Texts(string field) => [.. Body.GetProperty(field).EnumerateArray().Select(text => text.GetString()!)];

    public static async Task<Answered> By(IResult result)
    {
        var log = new RefusalLog(TimeProvider.System, NullLogger<RefusalLog>.Instance);
        await using var services = new ServiceCollection().AddSingleton(log).BuildServiceProvider();
        using var written = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Response.Body = written;
        await result.ExecuteAsync(http);

        http.Response.ContentType.ShouldBe("application/json");
        var body = JsonDocument.Parse(written.ToArray()).RootElement;
        body.GetProperty("message").GetString().ShouldBe(body.GetProperty("detail").GetString());
        return new Answered(http.Response.StatusCode, body, http.Response.Headers, log.Recent().ShouldHaveSingleItem());
    }
}
