using Microsoft.AspNetCore.Http;
using Parlance.Dialects.Hosting.Media;

namespace Parlance.Dialects.FortiFun;

/// <summary>Makes URLs absolute: an app has no site of its own to add them to.</summary>
/// <param name="BaseUrl">Scheme and host, without trailing slash; empty where none is known, so that paths stay paths.</param>
internal readonly record struct Links(string BaseUrl)
{
    public static Links Of(HttpContext http) => new(PublicBase.Of(http));

    /// <returns>Null for null and empty.</returns>
    public string? Absolute(string? url) => string.IsNullOrEmpty(url) ? null : url[0] == '/' ? BaseUrl + url : url;
}
