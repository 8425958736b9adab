using Microsoft.AspNetCore.Http;
using Parlance.Dialects.Hosting.Media;

namespace Parlance.Dialects.Besage.Wire;

/// <summary>Makes URLs absolute: this wire's clients are apps, to which a path says nothing.</summary>
/// <param name="BaseUrl">Scheme and host, without trailing slash; empty leaves paths as they are.</param>
internal readonly record struct Links(string BaseUrl)
{
    public static Links Of(HttpContext http) => new(PublicBase.Of(http));

    /// <summary>For sockets, which outlive the request they began with: the operator's setting alone.</summary>
    public static Links Of(PublicBase settings) => new(settings.PublicUrl.TrimEnd('/'));

    /// <returns>Null for null and empty.</returns>
    public string? Absolute(string? url) => string.IsNullOrEmpty(url) ? null : url[0] == '/' ? BaseUrl + url : url;
}
