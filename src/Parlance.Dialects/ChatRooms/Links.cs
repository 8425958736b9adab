using Microsoft.AspNetCore.Http;
using Parlance.Dialects.Hosting.Media;

namespace Parlance.Dialects.ChatRooms;

/// <summary>Makes URLs absolute: this wire's clients load pictures from another site than ours.</summary>
/// <param name="BaseUrl">Scheme and host, without trailing slash.</param>
internal readonly record struct Links(string BaseUrl)
{
    public static Links Of(HttpContext http) => new(PublicBase.Of(http));

    /// <returns>Null for null and empty.</returns>
    public string? Absolute(string? url) => string.IsNullOrEmpty(url) ? null : url[0] == '/' ? BaseUrl + url : url;
}
