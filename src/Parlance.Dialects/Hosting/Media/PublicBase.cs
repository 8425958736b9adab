using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Parlance.Dialects.Hosting.Media;

/// <summary>Where people reach this server, for links that leave it.</summary>
/// <param name="PublicUrl">The operator's word for it, like `https://chat.example.com`; empty to go by each request.</param>
public sealed record PublicBase(string PublicUrl)
{
    /// <summary>Scheme and host without trailing slash: the setting `PUBLIC_URL`, else what the request was sent to (contracts R10). Empty when it names no host, so that paths stay paths.</summary>
    public static string Of(HttpContext context)
    {
        var given = context.RequestServices.GetRequiredService<PublicBase>().PublicUrl;
        if (given.Length > 0)
            return given.TrimEnd('/');
        var request = context.Request;
        return request.Host.HasValue ? $"{request.Scheme}://{request.Host.ToUriComponent()}" : "";
    }
}
